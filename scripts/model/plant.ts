import type { JournalEntry } from '@hilo/protocol'
import type { Code } from './host.ts'
import { MemoryHost } from './memory-host.ts'

/** Bugs that the model must find, or its silence is worth nothing: each breaks one of the promises. */
export const PLANTS = ['duplicate', 'forgotten-step', 'step-alone', 'unfenced', 'unpinned'] as const
export type Plant = (typeof PLANTS)[number]

/** A host with a planted bug. */
export function plantedHost(plant: Plant): (code: Code) => MemoryHost {
  const make = {
    duplicate: Forgetful,
    'forgotten-step': Careless,
    'step-alone': Narrow,
    unfenced: Open,
    unpinned: Newest,
  }[plant]
  return (code) => new make(code)
}

/** Takes a message that comes again for a new one. */
class Forgetful extends MemoryHost {
  protected override isKnown(): boolean {
    return false
  }
}

/** Records no step. */
class Careless extends MemoryHost {
  protected override record(_run: unknown, entry: JournalEntry): JournalEntry {
    return entry
  }
}

/** Records a step without the answer that led to it. */
class Narrow extends MemoryHost {
  protected override record(...[run, entry]: Parameters<MemoryHost['record']>): JournalEntry {
    return super.record(run, entry, [])
  }
}

/** Lets whoever claimed a run once end its turn, whatever happened since. */
class Open extends MemoryHost {
  protected override mayCommit(): boolean {
    return true
  }
}

/** Plays a run on the newest version. */
class Newest extends MemoryHost {
  readonly #deployed: { count: number }

  constructor(code: Code) {
    const deployed = { count: 0 }
    super(() => code(deployed.count))
    this.#deployed = deployed
  }

  override async deploy(): Promise<void> {
    this.#deployed.count++
    await super.deploy()
  }
}
