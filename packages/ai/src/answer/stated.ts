import { termsOf } from '../text/terms.ts'

/** A question of more words that tell something says more than it asks. */
const TERMS_MAX = 7
const ENDS_ASKING = /\?["'”»)\]*_\s]*$/
/** What tells something under the sign of a question. */
const TELLS = [
  /\b(?:did|do) you (?:already )?know\b|\b(?:are|were) you aware\b|\bhave you heard\b|\byou know that\b/i,
  /\bsab[ií]as?\b(?! (?:cu[aá]l|c[oó]mo|cu[aá]ndo|d[oó]nde))|\bsab[eé]s que\b|\bte cont[eé]\b/i,
  /\bsabia que\b|\bvoc[eê] sabe que\b|\bficou sabendo\b/i,
  /[,;.]\s*(?:right|ok(?:ay)?|yes|no|correct|(?:is|are|do|does|was|has|will|can)n['’]t \w+)\s*\?/i,
  /[,;.]\s*¿?\s*(?:verdad|cierto|no|s[ií]|vale|no es (?:cierto|verdad)|n[eé]|certo|t[aá]|n[aã]o [eé])\s*\?/i,
]
/** How a question begins in English, where its order tells it from a statement. */
const BEFORE = '(?:and|or|so|but|well|also|please|then|hello|hi|sorry|for|in|on|at|to|by|with|from|of|about)'
const ASKING = '(?:wh(?:at|ich|en|ere|o|ose|om|y)|how|do|does|did|is|are|was|were|can|could|would|will)'
const ASKING_TOO = String.raw`(?:shall|should|have|has|had|may|might|any\w*|some\w*)`
const ASKS_EN = new RegExp(String.raw`^(?:${BEFORE}\b,?\s*)*(?:${ASKING}|${ASKING_TOO})\b`, 'i')
/** Who says this has not understood, and tells nothing of the business. */
const NOT_UNDERSTOOD = [
  /\b(?:i'?m|i am) (?:not |a bit )?(?:sure|sorry)\b|\b(?:mean|meant|understand|understood|clarify)\b/gi,
  /\b(?:entend\w+|entiendo|refieres?|refer[ií]s|quer[eé]s decir|quieres decir|referes?|refere)\b/gi,
]

/**
 * What a sentence states, without the sign of a question: nothing, when it only asks. "Did you know that
 * dessert is free?" states that it is, and so does whatever stands before a question.
 */
export function statementsOf(sentence: string, language: string): string[] {
  if (!ENDS_ASKING.test(sentence)) return [sentence]
  const whole = sentence.replace(ENDS_ASKING, '').replaceAll(/[¿?]/g, '')
  if (TELLS.some((one) => one.test(sentence)) || termsOf(whole, language).length > TERMS_MAX) return [whole]
  const opened = sentence.indexOf('¿')
  if (opened > 0) return [sentence.slice(0, opened)]
  if (language !== 'en') return []
  const [first = '', ...rest] = whole.split(/[,;:—–]\s+/)
  // "Dessert is free, do you want some?"
  const isTold = !ASKS_EN.test(first.trim()) && rest.length > 0 && termsOf(first, language).length > 1
  return isTold ? [first] : []
}

/** Without the words by which somebody only says that they have not understood. */
export function withoutAsking(sentence: string): string {
  return NOT_UNDERSTOOD.reduce((rest, one) => rest.replace(one, ' '), sentence)
}
