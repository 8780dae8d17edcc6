import { AppError } from '@hilo/protocol'
import type { Answer } from '../http/route.ts'
import { isMishap, MISHAPS, mishapAnswer, takeFirst } from '../meta/faults.ts'
import { refusal, refusalKinds } from './refusal.ts'
import type { Fault, Messaging } from './world.ts'

/** Lets the next calls that fit fail. @throws AppError `invalid_request` for a failure nobody knows. */
export function addFault(world: Messaging, fault: Fault): void {
  const known = faultKinds(world)
  if (!known.includes(fault.kind)) {
    throw new AppError(
      'invalid_request',
      `There is no failure "${fault.kind}". Take one of ${known.join(', ')}.`,
    )
  }
  world.faults.push(fault)
}

/** Every failure that can be asked for. */
export function faultKinds({ traits }: Messaging): string[] {
  return [...refusalKinds(traits.channel), ...MISHAPS]
}

/** A call to an account: a send to somebody, an upload, or a look at a profile. */
export type Call = { accountId: string; personId: string | null; when: Fault['when'] }

/** The fault that this call runs into, counted down; null when there is none for it. */
export function takeFault(world: Messaging, call: Call): Fault | null {
  return takeFirst(
    world.faults,
    (fault) =>
      fault.when === call.when &&
      (fault.accountId === null || fault.accountId === call.accountId) &&
      (fault.personId === null || fault.personId === call.personId),
  )
}

/** What is answered instead; null when the work is done and only its answer is lost. @throws GraphError */
export function refuseBy(world: Messaging, fault: Fault | null): Answer | null {
  if (!fault) return null
  if (isMishap(fault.kind)) return mishapAnswer(fault.kind)
  throw refusal(world.traits.channel, fault.kind)
}
