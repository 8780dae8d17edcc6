import { assert } from '@hilo/protocol'

/**
 * Refuses values that cannot be written down: one of them would be left out amid a flight, and the rest would
 * go on without it.
 *
 * @throws Error
 */
export function assertValues(values: readonly unknown[]): void {
  assert(
    values.every(isSendable),
    'A value of a statement has to be a scalar, a date, bytes or a list of these.',
  )
}

function isSendable(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true
  return (
    value instanceof Date || ArrayBuffer.isView(value) || (Array.isArray(value) && value.every(isSendable))
  )
}

/** A value as PostgreSQL reads it: bytes as they are, all else as text. */
export function toWire(value: unknown): string | Buffer | null {
  if (value === null || value === undefined) return null
  if (typeof value === 'string') return value
  if (ArrayBuffer.isView(value)) return bytesOf(value)
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) return `{${value.map(toElement).join()}}`
  return String(value)
}

function toElement(value: unknown): string {
  if (value === null || value === undefined) return 'NULL'
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (Array.isArray(value)) return `{${value.map(toElement).join()}}`
  if (ArrayBuffer.isView(value)) return `"\\\\x${bytesOf(value).toString('hex')}"`
  return `"${String(toWire(value)).replace(/["\\]/g, '\\$&')}"`
}

function bytesOf(view: ArrayBufferView): Buffer {
  return Buffer.isBuffer(view) ? view : Buffer.from(view.buffer, view.byteOffset, view.byteLength)
}
