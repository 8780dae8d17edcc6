import type { Called, ContactSnapshot, JournalEntry, ToolTurn, TurnEnd, Wait } from '@hilo/protocol'
import type { AnyBackend, Backend } from '../replay/index.ts'

/** What a run is told besides the messages. */
export type Circumstances = {
  runId: string
  conversationId: string
  generation: number
  config: unknown
  contact: ContactSnapshot
  /** IANA. */
  timeZone: string
  /** The inbox takes a burst of messages as one. */
  bursts?: boolean
  called?: Called
  /** A tool is run, and no conversation. */
  tool?: ToolTurn
}

/** A backend that may be called, and its configuration. */
export type Callee = { readonly backend: AnyBackend; readonly config: unknown }

/** What is of one run, where the rest is of the conversation. */
export type RunState<Config, State> = {
  backend: Backend<Config, State>
  circumstances: Circumstances
  journal: JournalEntry[]
  past: JournalEntry[][]
  end: TurnEnd | null
}

export type CallWait = Extract<Wait, { kind: 'call' }>

/** A run that waits for what it called. */
export type Caller<Config, State> = RunState<Config, State> & {
  promptSeq: number
  wait: CallWait
  /** How far it had read then. */
  fromSeq: number
  hasWaited: boolean
}
