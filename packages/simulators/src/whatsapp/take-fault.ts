import type { Answer } from '../http/route.ts'
import { isMishap, mishapAnswer, takeFirst } from '../meta/faults.ts'
import { refusal } from './graph-error.ts'
import type { Fault, WhatsApp } from './world.ts'

/** A send to a person, or an upload, which names none. */
type Call = { phoneNumberId: string; personId: string | null; isUpload: boolean }

/** The fault that this call runs into, counted down; null when there is none for it. */
export function takeFault(world: WhatsApp, { phoneNumberId, personId, isUpload }: Call): Fault | null {
  return takeFirst(
    world.faults,
    (fault) =>
      (fault.when === 'upload') === isUpload &&
      (fault.phoneNumberId === null || fault.phoneNumberId === phoneNumberId) &&
      (isUpload || fault.personId === null || fault.personId === personId),
  )
}

/** What is answered instead; null when the work is done and only its answer is lost. @throws GraphError */
export function refuseBy({ kind }: Fault): Answer | null {
  if (isMishap(kind)) return mishapAnswer(kind)
  throw refusal(kind)
}
