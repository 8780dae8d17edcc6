import { type Content, type JournalEntry, previewOf, productsText } from '@hilo/protocol'

/** A conversation as lines: `>` the contact, `<` the backend, `--` what happened around them. */
export class Transcript {
  readonly #lines: string[] = []

  get text(): string {
    return this.#lines.join('\n')
  }

  heard(content: Content): void {
    this.#lines.push(marked('>', wordsOf(content)))
  }

  /** What a turn said and did; what is no message is told in the words of `wordsFor`. */
  did(entries: readonly JournalEntry[], wordsFor: (entry: JournalEntry) => string): void {
    for (const entry of entries) {
      if (entry.content) this.#told(entry.content)
      else this.happened(wordsFor(entry))
    }
  }

  #told(content: Content): void {
    this.#lines.push(marked('<', wordsOf(content)))
    if (content.type === 'choices') {
      this.#lines.push(`  ${content.choices.map(({ title }) => `[${title}]`).join(' ')}`)
    }
    if (content.type === 'form') this.#lines.push(`  [${content.button}]`)
  }

  happened(what: string): void {
    this.#lines.push(`-- ${what}`)
  }
}

/** What a contact says, as content. */
export function contentOf(said: string | Content): Content {
  return typeof said === 'string' ? { type: 'text', text: said } : said
}

/** What a person reads of it. */
export function wordsOf(content: Content): string {
  if (content.type === 'products') return productsText(content)
  return 'text' in content && content.text ? content.text : previewOf(content)
}

function marked(mark: string, text: string): string {
  return `${mark} ${text.replaceAll('\n', '\n  ')}`
}
