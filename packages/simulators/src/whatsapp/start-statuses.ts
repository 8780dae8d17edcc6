import { refusal, statusError } from './graph-error.ts'
import { reportStatus } from './report-status.ts'
import type { Fault, PhoneMessage, WhatsApp } from './world.ts'

/** Lets time pass for a send. A reaction is only ever `sent`; a fault for the status ends in `failed`. */
export function startStatuses(world: WhatsApp, message: PhoneMessage, fault: Fault | null): void {
  const { sentMs, deliveredMs, readMs } = world.settings
  const later = (ms: number | null, run: () => void) => ms !== null && world.timers.after(ms, run)
  if (fault?.when === 'status') {
    const errors = [statusError(Number(fault.kind), refusal(fault.kind).message)]
    later(sentMs ?? 0, () => reportStatus(world, message, { status: 'failed', errors }))
    return
  }
  later(sentMs, () => reportStatus(world, message, { status: 'sent' }))
  if (message.type === 'reaction') return
  later(deliveredMs, () => {
    reportStatus(world, message, { status: 'delivered' })
    if (message.isSeen) reportStatus(world, message, { status: 'read' })
  })
  later(readMs, () => reportStatus(world, message, { status: 'read' }))
}
