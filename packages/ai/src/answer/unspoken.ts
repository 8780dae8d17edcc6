import { textLanguage } from '../text/language.ts'
import { termsOf } from '../text/terms.ts'
import { alikeIn } from './alike.ts'
import { askedKind, tellsKind } from './asked-kind.ts'
import { isCourtesy } from './cover.ts'
import { sentencesOf } from './sentences.ts'

const JOINT = /[,;]?\s+(?=(?:and|but|y|e|pero|mas|porém)\s)/iu
const YES_OR_NO = /^[^\p{L}]*(?:yes|no|s[ií]|sim|n[ãa]o|not)(?!\p{L})/iu
/** "Between 1 and 2 years" says nothing by its second half. */
const CLAUSE_TERMS_MIN = 2

/**
 * The places of those of several questions that a text in their language plainly says nothing to: they ask
 * for a price or for how long something takes, and it tells none; or it has none of their words, and all
 * that it says has words of the others. Other words may mean the same, so that what is nobody's counts for
 * whoever has none.
 */
export function unspokenIn(text: string, questions: readonly string[], language: string): number[] {
  if (!textLanguage(language)) return []
  const kinds = questions.map(askedKind)
  const words = questions.map((question) => sensesOf(question, language))
  const owns = words.map((own, at) => own.difference(unionOf(words.filter((_, other) => other !== at))))
  const clauses = clausesOf(text, language)
  const isFree = clauses.some(
    ({ senses, isTelling }) => isTelling && owns.every((own) => own.isDisjointFrom(senses)),
  )
  return questions.flatMap((_, at) => {
    const [kind, own = new Set()] = [kinds[at] ?? null, owns[at]]
    if (kind && !tellsKind(kind, text, language)) return [at]
    const isOnly = kind !== null && kinds.filter((one) => one === kind).length === 1
    const isSaid = clauses.some(({ senses }) => !own.isDisjointFrom(senses))
    return isOnly || own.size === 0 || isFree || isSaid ? [] : [at]
  })
}

type Clause = { senses: Set<string>; isTelling: boolean }

function clausesOf(text: string, language: string): Clause[] {
  return sentencesOf(text).flatMap(({ start, end }) => {
    const parts = text.slice(start, end).split(JOINT)
    return parts.map((part) => {
      const senses = sensesOf(part, language)
      const termsMin = parts.length === 1 ? 1 : CLAUSE_TERMS_MIN
      return { senses, isTelling: senses.size >= termsMin || YES_OR_NO.test(part) }
    })
  })
}

/** What tells something, and not how it is put. */
function sensesOf(text: string, language: string): Set<string> {
  const { sense, isFree } = alikeIn(language)
  const telling = termsOf(text, language).filter((term) => {
    return !isCourtesy(term, language) && !isFree(term) && !/^\d+$/.test(term)
  })
  return new Set(telling.map(sense))
}

function unionOf(sets: readonly ReadonlySet<string>[]): Set<string> {
  return new Set(sets.flatMap((one) => [...one]))
}
