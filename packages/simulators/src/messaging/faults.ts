import { AppError } from '@hilo/protocol'
import type { Answer } from '../http/route.ts'
import { refusal, refusalKinds } from './refusal.ts'
import type { Fault, Messaging } from './world.ts'

const MISHAPS = ['http_500', 'hang', 'lose_answer']

/** Lets the next calls that fit fail. @throws AppError `invalid_request` for a failure nobody knows. */
export function addFault(world: Messaging, fault: Fault): void {
  const known = [...refusalKinds(world.traits.channel), ...MISHAPS]
  if (!known.includes(fault.kind)) {
    throw new AppError(
      'invalid_request',
      `There is no failure "${fault.kind}". Take one of ${known.join(', ')}.`,
    )
  }
  world.faults.push(fault)
}

/** A call to an account: a send to somebody, an upload, or a look at a profile. */
export type Call = { accountId: string; personId: string | null; when: Fault['when'] }

/** The fault that this call runs into, counted down; null when there is none for it. */
export function takeFault(world: Messaging, call: Call): Fault | null {
  const index = world.faults.findIndex(
    (fault) =>
      fault.when === call.when &&
      (fault.accountId === null || fault.accountId === call.accountId) &&
      (fault.personId === null || fault.personId === call.personId),
  )
  const fault = world.faults[index]
  if (!fault) return null
  fault.times -= 1
  if (fault.times <= 0) world.faults.splice(index, 1)
  return fault
}

/** What is answered instead; null when the work is done and only its answer is lost. @throws GraphError */
export function refuseBy(world: Messaging, fault: Fault | null): Answer | null {
  switch (fault?.kind) {
    case undefined:
    case 'lose_answer':
      return null
    case 'hang':
      return { type: 'hang' }
    case 'http_500':
      return { type: 'answer', status: 500, headers: {}, body: '' }
    default:
      throw refusal(world.traits.channel, fault?.kind ?? '1')
  }
}
