import type { Answer } from '../http/route.ts'
import { FAULT_DETAILS, GraphError } from './graph-error.ts'
import type { Fault, WhatsApp } from './world.ts'

/** A send to a person, or an upload, which names none. */
type Call = { phoneNumberId: string; personId: string | null; isUpload: boolean }

/** The fault that this call runs into, counted down; null when there is none for it. */
export function takeFault(world: WhatsApp, { phoneNumberId, personId, isUpload }: Call): Fault | null {
  const index = world.faults.findIndex(
    (fault) =>
      (fault.when === 'upload') === isUpload &&
      (fault.phoneNumberId === null || fault.phoneNumberId === phoneNumberId) &&
      (isUpload || fault.personId === null || fault.personId === personId),
  )
  const fault = world.faults[index]
  if (!fault) return null
  fault.times -= 1
  if (fault.times <= 0) world.faults.splice(index, 1)
  return fault
}

/** What is answered instead; null when the work is done and only its answer is lost. @throws GraphError */
export function refuseBy(fault: Fault): Answer | null {
  switch (fault.kind) {
    case 'hang':
      return { type: 'hang' }
    case 'http_500':
      return { type: 'answer', status: 500, headers: {}, body: '' }
    case 'lose_answer':
      return null
    default:
      throw new GraphError(Number(fault.kind), FAULT_DETAILS[fault.kind] ?? '')
  }
}
