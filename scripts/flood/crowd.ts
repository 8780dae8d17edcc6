import { batchRequest, type Destination } from '../bench/webhook.ts'

/** One message of a contact: the nth that they wrote. */
export type Said = { user: number; nth: number }

/** Contacts of one business, and who of them may write next. */
export type Crowd = {
  /** What the next webhook carries: a run of one contact's messages, and single ones of others. */
  next(size: number): Said[]
  /** A webhook was acknowledged: its contacts may write again. */
  release(batch: readonly Said[]): void
  /** How many messages each contact wrote. */
  readonly counts: ReadonlyMap<number, number>
}

/** This share of a batch is said by one contact in a row, so that its order can be seen. */
const RUN_SHARE = 0.4

/**
 * Contacts `from`, `from + step` and so on. Nobody writes again before the platform has brought what they
 * wrote before: two webhooks under way at once have no order that a server could keep.
 */
export function gatherCrowd({ size, from, step }: { size: number; from: number; step: number }): Crowd {
  const counts = new Map<number, number>()
  const free = Array.from({ length: size }, (_, index) => from + index * step)

  function write(user: number): Said {
    const nth = counts.get(user) ?? 0
    counts.set(user, nth + 1)
    return { user, nth }
  }

  return {
    counts,
    next(wanted) {
      const said: Said[] = []
      const inRow = Math.max(1, Math.round(wanted * RUN_SHARE))
      for (let user = free.shift(); user !== undefined; user = free.shift()) {
        const times = said.length === 0 ? inRow : 1
        for (let time = 0; time < times; time++) said.push(write(user))
        if (said.length >= wanted) break
      }
      return said
    },
    release(batch) {
      for (const user of new Set(batch.map((said) => said.user))) free.push(user)
    },
  }
}

/** The platform's id of a message. */
export function externalIdOf(run: string, { user, nth }: Said): string {
  return `wamid.F${run}.${user}.${nth}`
}

/** What `externalIdOf` made; null for what another run wrote. */
export function saidIn(run: string, externalId: string): Said | null {
  const [, theirs, user, nth] = /^wamid\.F(\w+)\.(\d+)\.(\d+)$/.exec(externalId) ?? []
  return theirs === run ? { user: Number(user), nth: Number(nth) } : null
}

/** The webhook that brings these messages, in their order. */
export function requestOf(destination: Destination, run: string, batch: readonly Said[]): Buffer {
  return batchRequest(
    destination,
    batch.map((said) => ({ user: said.user, id: externalIdOf(run, said), text: textOf(run, said) })),
  )
}

/** The message that a reply answers; null when it answers none of this run. */
export function answeredIn(run: string, text: string): string | null {
  const [, theirs, user, nth] = /#(\w+) (\d+) (\d+)#/.exec(text) ?? []
  return theirs === run ? externalIdOf(run, { user: Number(user), nth: Number(nth) }) : null
}

function textOf(run: string, { user, nth }: Said): string {
  return `hello #${run} ${user} ${nth}#`
}
