import type { Fault, WhatsApp } from './world.ts'

/** The fault that this send runs into, counted down; null when there is none for it. */
export function takeFault(world: WhatsApp, phoneNumberId: string, personId: string | null): Fault | null {
  const index = world.faults.findIndex(
    (fault) =>
      (fault.phoneNumberId === null || fault.phoneNumberId === phoneNumberId) &&
      (fault.personId === null || fault.personId === personId),
  )
  const fault = world.faults[index]
  if (!fault) return null
  fault.times -= 1
  if (fault.times <= 0) world.faults.splice(index, 1)
  return fault
}
