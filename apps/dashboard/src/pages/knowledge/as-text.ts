import type { ArticleWords } from '@hilo/protocol'
import type { Words } from '../../i18n/en.ts'
import { cleaned } from './draft.ts'

type Reader = { said: Words['knowledge']; nameOf: (language: string) => string }

/** Everything that is written, as one text to be compared line by line: each line says of what it is. */
export function asText(words: ArticleWords, { said, nameOf }: Reader): string {
  const { language, audience, title, body, alternates } = cleaned(words)
  const label = (name: string, text: string) => `${name}: ${text}`
  return [
    label(said.articleTitle, title),
    label(said.language, nameOf(language)),
    label(said.audience, said.audiences[audience]),
    ...alternates.map((line) => label(said.alternate, line)),
    `${said.body}:`,
    body,
  ].join('\n')
}
