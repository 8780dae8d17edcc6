import type { ContactChanges, JournalEntry } from '@hilo/protocol'

/** What a backend did to the records of the org, as a test asks about it. */
export class Records {
  readonly tags = new Set<string>()
  readonly notes: string[] = []
  assignee: string | null = null

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
      default:
        return `contact: ${JSON.stringify((value as { set: ContactChanges }).set)}`
    }
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
