import { AppError } from '@hilo/protocol'
import { MISHAPS } from '../meta/faults.ts'
import { REFUSAL_KINDS } from './refusals.ts'
import type { Fault, WhatsApp } from './world.ts'

/** Every failure that can be asked for. */
export const FAULT_KINDS: readonly string[] = [...REFUSAL_KINDS, ...MISHAPS]

/**
 * Lets the next sends that fit fail.
 *
 * @throws AppError `invalid_request` for a failure that nobody knows, or that no status can carry.
 */
export function addFault(world: WhatsApp, fault: Fault): void {
  if (!FAULT_KINDS.includes(fault.kind)) {
    throw new AppError(
      'invalid_request',
      `There is no failure "${fault.kind}". Take one of ${FAULT_KINDS.join(', ')}.`,
    )
  }
  if (fault.when === 'status' && !/^\d+$/.test(fault.kind)) {
    throw new AppError('invalid_request', `"${fault.kind}" can only happen to the answer, not to a status.`)
  }
  world.faults.push(fault)
}
