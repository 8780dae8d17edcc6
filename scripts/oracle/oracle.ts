import { EPOCH, type Happening, SENT, type Sequence, type Status } from './sequence.ts'

/** What must be known of a conversation in the end. */
export type State = {
  /** In order, each as `in text`, with what was done to it later. */
  messages: string[]
  /** How far the messages of the business came, and no further back. */
  statuses: string[]
  holder: string
  windowClosesAt: string | null
}

const HOUR_MS = 3_600_000
const WINDOW_HOURS = 24
const RANK: Record<Status | 'accepted', number> = { accepted: 0, sent: 1, failed: 2, delivered: 3, read: 4 }

type Said = { direction: 'in' | 'out'; text: string; marks: string }

/** Reads a sequence like a book. What came before is the contact's hello. */
export function foresee({ channel, happenings }: Sequence): State {
  const said = new Map<string, Said>([['hello', { direction: 'in', text: 'hello', marks: '' }]])
  const statuses: (Status | 'accepted')[] = Array.from({ length: SENT }, () => 'accepted')
  let [holder, closesAt] = ['nobody', EPOCH + WINDOW_HOURS * HOUR_MS]
  for (const one of happenings) {
    const name = nameOf(one)
    if (one.type === 'status') {
      for (const nth of reached(channel, one))
        statuses[nth] = further(statuses[nth], seenAs(channel, one.status))
      continue
    }
    if (said.has(name)) continue
    said.set(name, { direction: one.type === 'echo' ? 'out' : 'in', text: textOf(one), marks: '' })
    if (one.type === 'echo') holder = 'human'
    if (one.type === 'say') closesAt = Math.max(closesAt, EPOCH + (one.hour + WINDOW_HOURS) * HOUR_MS)
    if (one.type === 'edit' || one.type === 'unsend') amend(said.get(`say ${one.nth}`), one)
  }
  return {
    messages: [...said.values()].map(({ direction, text, marks }) => `${direction} ${text}${marks}`),
    statuses,
    holder,
    windowClosesAt: new Date(closesAt).toISOString(),
  }
}

/** What is withdrawn stays withdrawn; of what is not here yet nothing is changed. */
function amend(target: Said | undefined, change: Happening & { type: 'edit' | 'unsend' }): void {
  if (!target || target.marks.includes('unsent')) return
  if (change.type === 'edit') Object.assign(target, { text: textOfEdit(change), marks: ' edited' })
  else Object.assign(target, { text: 'withdrawn', marks: `${target.marks} unsent` })
}

function nameOf(one: Happening): string {
  return one.type === 'edit' ? `edit ${one.nth} ${one.time}` : `${one.type} ${one.nth}`
}

function textOf(one: Happening): string {
  return one.type === 'say' || one.type === 'echo' ? `${one.type} ${one.nth}` : one.type
}

export function textOfEdit({ nth, time }: { nth: number; time: number }): string {
  return `say ${nth} again ${time}`
}

/** Messenger says up to which time all was seen, Instagram up to which message. */
function reached(channel: Sequence['channel'], { nth, status }: { nth: number; status: Status }): number[] {
  const all = Array.from({ length: SENT }, (_, at) => at)
  if (channel === 'whatsapp' || status !== 'read') return [nth]
  return channel === 'messenger' ? all : all.slice(0, nth + 1)
}

/** These two tell of no other status. */
export function seenAs(channel: Sequence['channel'], status: Status): Status {
  if (channel === 'whatsapp') return status
  return status === 'read' ? 'read' : 'delivered'
}

function further(before: Status | 'accepted' = 'accepted', after: Status): Status | 'accepted' {
  return RANK[after] > RANK[before] ? after : before
}
