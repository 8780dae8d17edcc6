import { findNumbers } from './find-numbers.ts'
import { findSecrets } from './find-secrets.ts'
import { type Finding, SECRET_KINDS, type SecretKind } from './finding.ts'

/** Takes secrets out of the texts of one conversation, and puts them back. */
export type Redactor = {
  /** The text with a placeholder for each secret. The same secret has the same placeholder in every text. */
  redact(text: string): string
  /** The text with what its placeholders stand for. Others, that only look like one, stay. */
  restore(text: string): string
  /** How many different secrets of each kind were found. */
  readonly counts: Readonly<Partial<Record<SecretKind, number>>>
}

// An address is what a contact is often asked for, and what an answer has to repeat.
const KINDS: readonly SecretKind[] = SECRET_KINDS.filter((kind) => kind !== 'email')
const EMAIL = /[\p{L}\d._%+-]{1,64}@[\p{L}\d-]{1,63}(?:\.[\p{L}\d-]{1,63}){1,8}/gu
const PLACEHOLDER = new RegExp(String.raw`\[(?:${SECRET_KINDS.join('|')})_\d{1,6}\]`, 'g')

/**
 * A redactor for one conversation: what a provider of models must not see is replaced before the call, and
 * put back in what the contact is answered.
 */
export function openRedactor({ kinds = KINDS }: { kinds?: readonly SecretKind[] } = {}): Redactor {
  const placeholders = new Map<string, string>()
  const secrets = new Map<string, string>()
  const taken = new Set<string>()
  const counts: Partial<Record<SecretKind, number>> = {}

  const placeholderOf = (secret: string, kind: SecretKind): string => {
    const known = placeholders.get(secret)
    if (known) return known
    const fresh = freshName(kind, (counts[kind] ?? 0) + 1, taken)
    taken.add(fresh)
    placeholders.set(secret, fresh)
    secrets.set(fresh, secret)
    counts[kind] = (counts[kind] ?? 0) + 1
    return fresh
  }

  return {
    counts,
    redact(text) {
      // What somebody wrote that looks like a placeholder stands for itself.
      for (const [written] of text.matchAll(PLACEHOLDER)) taken.add(written)
      const found = find(text, kinds)
      let end = 0
      const parts = found.map((finding) => {
        const before = text.slice(end, finding.start)
        end = finding.end
        return before + placeholderOf(text.slice(finding.start, finding.end), finding.kind)
      })
      return parts.join('') + text.slice(end)
    },
    restore: (text) => text.replace(PLACEHOLDER, (placeholder) => secrets.get(placeholder) ?? placeholder),
  }
}

function freshName(kind: SecretKind, from: number, taken: ReadonlySet<string>): string {
  for (let number = from; ; number++) {
    const name = `[${kind}_${number}]`
    if (!taken.has(name)) return name
  }
}

/** In the order of the text; where two share a place, the one that is named first in the list of kinds. */
function find(text: string, kinds: readonly SecretKind[]): Finding[] {
  const emails = [...text.matchAll(EMAIL)].map(({ 0: all, index }): Finding => {
    return { kind: 'email', start: index, end: index + all.length }
  })
  const found = [...findSecrets(text), ...findNumbers(text), ...emails].filter(({ kind }) =>
    kinds.includes(kind),
  )
  const rank = ({ kind }: Finding) => SECRET_KINDS.indexOf(kind)

  const isTaken = new Uint8Array(text.length)
  for (const { 0: all, index } of text.matchAll(PLACEHOLDER)) isTaken.fill(1, index, index + all.length)
  const kept = found
    .sort((a, b) => rank(a) - rank(b) || a.start - b.start)
    .filter(({ start, end }) => {
      if (isTaken.subarray(start, end).includes(1)) return false
      isTaken.fill(1, start, end)
      return true
    })
  return kept.sort((a, b) => a.start - b.start)
}
