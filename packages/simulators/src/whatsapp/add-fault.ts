import { AppError } from '@hilo/protocol'
import type { Fault, WhatsApp } from './world.ts'

/**
 * Lets the next sends that fit fail. @throws AppError `invalid_request` for a failure that no status can
 * carry.
 */
export function addFault(world: WhatsApp, fault: Fault): void {
  if (fault.when === 'status' && !/^\d+$/.test(fault.kind)) {
    throw new AppError('invalid_request', `"${fault.kind}" can only happen to the answer, not to a status.`)
  }
  world.faults.push(fault)
}
