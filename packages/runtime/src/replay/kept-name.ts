import type { JournalEntry } from '@hilo/protocol'
import type { TurnIo } from './turn-io.ts'

type Io = Pick<TurnIo, 'redact'>

/** A name as the journal has it: one that tells a secret is recorded without it. */
export function keptName(io: Io, name: string): string {
  return io.redact?.(name) ?? name
}

/** True when the code now has this name for what is recorded, whatever its secrets are by now. */
export function isNamed(io: Io, entry: JournalEntry, name: string): boolean {
  return entry.name === name || entry.name === keptName(io, name)
}
