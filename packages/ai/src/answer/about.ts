import { termsOf } from '../text/terms.ts'

type Said = { readonly text: string; readonly language: string }

export type Asked = {
  /** What was asked, in each language in which it was looked for. */
  readonly questions: readonly Said[]
  /** What the answer cites. */
  readonly cited: readonly Said[]
  /** All that was found, which tells how rare a word is there. */
  readonly found: readonly Said[]
}

/** So much of what a question asks, rare words counting more, has to be in what answers it. */
const SHARE_MIN = 0.4
/** Between what asks and what stands beside it. */
const PARTS = /[.!?;\n<>{}[\]|]+|--+/

/**
 * Whether what is cited is about what was asked: it has the words that tell most of one of the parts of the
 * question, and each number or code in that one. Where no question is in the language of what is cited,
 * there is nothing to compare.
 */
export function isAbout({ questions, cited, found }: Asked): boolean {
  const comparable = questions.filter(({ language }) => cited.some((one) => one.language === language))
  return comparable.length === 0 || comparable.some((question) => isSaid(question, { cited, found }))
}

function isSaid({ text, language }: Said, { cited, found }: Omit<Asked, 'questions'>): boolean {
  const said = new Set(cited.flatMap((one) => termsOf(one.text, language)))
  const texts = found.map((one) => new Set(termsOf(one.text, language)))
  const worth = (term: string) =>
    Math.log(1 + (texts.length + 1) / (texts.filter((terms) => terms.has(term)).length + 0.5))
  const sum = (terms: readonly string[]) => terms.reduce((total, term) => total + worth(term), 0)
  const isCovered = (asked: readonly string[]) =>
    !asked.some((term) => /\d{2}/.test(term) && !said.has(term)) &&
    sum(asked.filter((term) => said.has(term))) >= SHARE_MIN * sum(asked)
  const parts = text.split(PARTS).map((part) => [...new Set(termsOf(part, language))])
  const telling = parts.filter(({ length }) => length > 1)
  const asked = telling.length > 0 ? telling : parts.filter(({ length }) => length > 0)
  return asked.length === 0 || asked.some(isCovered)
}
