/** A sentence for people in several languages. A part in braces, such as `{detail}`, is a gap. */
export type Sentence<Language extends string> = Readonly<Record<Language, string>>

/** Puts values into the gaps of a sentence; a gap without a value stays as it is. */
export function fillSentence(sentence: string, values: Readonly<Record<string, string | number>>): string {
  return sentence.replace(/\{(\w+)\}/g, (gap, name: string) => String(values[name] ?? gap))
}

/**
 * What a sentence of a list, filled or not, says in another language; null for one that is not in the list.
 * What was stored in one language is told in the reader's by it.
 */
export function retell<Language extends string>(
  told: string,
  sentences: readonly Sentence<Language | 'en'>[],
  language: Language,
): string | null {
  for (const sentence of sentences) {
    const values = valuesIn(told, sentence.en)
    if (values) return fillSentence(sentence[language], values)
  }
  return null
}

/** What stands in the gaps; null when it is another sentence. */
function valuesIn(told: string, sentence: string): Record<string, string> | null {
  if (!sentence.includes('{')) return told === sentence ? {} : null
  const pattern = sentence
    .split(/(\{\w+\})/)
    .map((part) => (part.startsWith('{') ? `(?<${part.slice(1, -1)}>.*)` : escaped(part)))
  return new RegExp(`^${pattern.join('')}$`, 's').exec(told)?.groups ?? null
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
