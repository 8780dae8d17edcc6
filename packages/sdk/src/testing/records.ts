import type { ContactChanges, JournalEntry } from '@hilo/protocol'

/** What a backend did to the records of the org, as a test asks about it. */
export class Records {
  readonly tags = new Set<string>()
  readonly notes: string[] = []
  assignee: string | null = null
  /** By purpose, as it was recorded last. */
  readonly permissions = new Map<string, 'opted in' | 'opted out'>()

  /** Takes an entry in, and says in words what it did. */
  take({ kind, name, value }: JournalEntry): string {
    switch (kind) {
      case 'tag':
        this.tags.add(name)
        return `tagged: ${name}`
      case 'untag':
        this.tags.delete(name)
        return `untagged: ${name}`
      case 'note':
        return this.#note((value as { text: string }).text)
      case 'assign':
        return this.#assign(name, value as object)
      case 'opt_in':
      case 'opt_out':
        return this.#permit(kind, name, value as { text: string })
      default:
        return `contact: ${JSON.stringify((value as { set: ContactChanges }).set)}`
    }
  }

  #permit(kind: 'opt_in' | 'opt_out', purpose: string, { text }: { text: string }): string {
    const is = kind === 'opt_in' ? 'opted in' : 'opted out'
    this.permissions.set(purpose, is)
    return `${is}: ${purpose}${text && ` (${text})`}`
  }

  #note(text: string): string {
    this.notes.push(text)
    return `note: ${text}`
  }

  #assign(email: string, value: object): string {
    if ('error' in value) return `not assigned: nobody is ${email}`
    this.assignee = email || null
    return `assigned: ${email || 'nobody'}`
  }
}
