import { HANDED_OFF } from '@hilo/protocol'
import type { MemoryRun } from '@hilo/runtime/memory'
import { resumeRuleOf } from '@hilo/runtime/replay'

/** Whether people hold a simulated conversation, and what the backend's resume rule makes of that. */
export class Hold {
  #isHeld = false
  #silenceMs: number | null = null
  #silentSince = 0

  get isHeld(): boolean {
    return this.#isHeld
  }

  /** When the conversation is handed back by itself; null: people do it. */
  get dueAt(): number | null {
    return this.#silenceMs === null ? null : this.#silentSince + this.#silenceMs
  }

  /** The code gives the conversation to people, or a run that failed leaves it to them. */
  give<Config, State>(run: MemoryRun<Config, State>): void {
    if (!this.#isHeld) run.hold()
    this.#isHeld = true
  }

  /** A person takes it. */
  take<Config, State>(run: MemoryRun<Config, State>): void {
    if (this.#isHeld) return
    this.give(run)
    if (run.end?.type !== 'wait') return
    const rule = resumeRuleOf(run.backend.resume)
    if (rule === 'never') run.end = { type: 'done', outcome: HANDED_OFF }
    if (typeof rule === 'object') this.#silenceMs = rule.afterSilenceMs
    this.heard(run.clock)
  }

  /** Somebody has written. */
  heard(at: number): void {
    this.#silentSince = at
  }

  end(): void {
    this.#isHeld = false
    this.#silenceMs = null
  }
}
