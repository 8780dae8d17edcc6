import type { Finding } from './finding.ts'

/** Keys, tokens and passwords: what opens something for whoever reads it. */

const KEYS: readonly RegExp[] = [
  /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[\s\S]{0,10000}?(?:-----END [A-Z ]{0,30}PRIVATE KEY-----|$)/g,
  /\bhilo_[a-z2-7]{26}_[a-z2-7]{32}/g,
  // Keys that say whose they are: OpenAI, Stripe, GitHub, GitLab, Slack, npm, AWS, Google, Meta, SendGrid.
  /\b(?:sk|pk|rk)[-_](?:(?:proj|live|test|ant|or)[-_])?[A-Za-z0-9_-]{16,200}/g,
  /\b(?:gh[pousr]_|github_pat_|glpat-|npm_|whsec_|SG\.)[A-Za-z0-9_.-]{16,200}/g,
  /\bxox[abeprs]-[A-Za-z0-9-]{10,200}/g,
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g,
  /\bAIza[A-Za-z0-9_-]{30,60}/g,
  /\bEAA[A-Za-z0-9]{30,400}/g,
  // A JSON web token. https://www.rfc-editor.org/rfc/rfc7519
  /\beyJ[A-Za-z0-9_-]{8,4000}\.[A-Za-z0-9_-]{8,4000}(?:\.[A-Za-z0-9_-]{0,1000})?/g,
]
/** What comes after the group is the secret. */
const AFTER: readonly RegExp[] = [
  // https://www.rfc-editor.org/rfc/rfc6750#section-2.1
  /(\b(?:bearer|basic)\s{1,3})[A-Za-z0-9._~+/=-]{12,4000}/gi,
  /(\b(?:api[_\s-]?key|access[_\s-]?token|token|secret|secreto|client[_\s-]?secret)\s{0,3}(?:[:=]|es|is|é)\s{0,3}["'`]?)[^\s"'`]{8,400}/giu,
  // Credentials in an address. https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1
  /(\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/:@]{0,100}:)[^\s/@]{1,200}(?=@)/gi,
]

const ENGLISH = 'password|passwd|passcode|passphrase|pass|pwd|pw|pin'
const WORD = `(?:${ENGLISH}|clave|contrase[nñ]a|contra|senha|palavra-passe)`
const OF = String.raw`(?:\s{1,2}(?:de|do|da|del|for|of|para)(?:\s{1,2}[\p{L}\d]{1,20}){1,2})?`
const MINE = String.raw`que\s(?:uso|tengo|puse|utilizo)|i\s(?:use|have|set)`
const USED = String.raw`(?:\s{1,2}(?:${MINE}|actual|nueva|anterior|atual|nova))?`
const SAYS = String.raw`\s{0,3}(?:[:=]{1,2}|(?<=\s)(?:es|is|e|é|era|was)(?=\s)|→)\s{0,3}`
const NAMED = new RegExp(`(?<![\\p{L}\\d])(${WORD}${OF}${USED}${SAYS}["'“«]?)([^\\s"'”»]{3,100})`, 'giu')
const CODE =
  /((?<![\p{L}\d])(?:cvv2?|cvc2?|pin|c[oó]digo de seguran[cç]a|c[oó]digo de seguridad|security code)[^\p{L}\d\n]{0,4}(?:(?:es|is|é)\s)?)\d{3,8}(?!\d)/giu

// "My password is wrong" tells none.
const NO_PASSWORD =
  /^(?:wrong|invalid|incorrect|expired|correct|right|not|too|very|the|a|my|mi|la|el|un|una|muy|mal|incorrect[ao]|inv[aá]lid[ao]|vencid[ao]|correct[ao]|segur[ao]|insegur[ao]|errad[ao]|expirad[ao]|fraca|forte|muito|n[aã]o|no|otra|nueva|new|weak|strong|required|blocked|bloquead[ao]|olvidada|forgotten|que|para|demasiado|lo|o|minha|uma|um|as?|de|don't|asking|being|still|never|case)$/iu

export function findSecrets(text: string): Finding[] {
  return [
    ...KEYS.flatMap((pattern) => [...text.matchAll(pattern)].map((match) => whole(match, 'key'))),
    ...AFTER.flatMap((pattern) => [...text.matchAll(pattern)].map((match) => after(match, 'key'))),
    ...[...text.matchAll(CODE)].map((match) => after(match, 'password')),
    ...[...text.matchAll(NAMED)].flatMap((match) => passwordOf(match, text)),
  ]
}

function whole({ 0: all, index }: RegExpExecArray, kind: Finding['kind']): Finding {
  return { kind, start: index, end: index + all.length }
}

function after({ 0: all, 1: before = '', index }: RegExpExecArray, kind: Finding['kind']): Finding {
  return { kind, start: index + before.length, end: index + all.length }
}

/** A word of letters alone is a password only where the sentence ends with it. */
function passwordOf({ 1: before = '', 2: word = '', index }: RegExpExecArray, text: string): Finding[] {
  const bare = word.replace(/[.,;:!?)\]]+$/, '')
  const isPlain = /^[\p{L}'’-]+$/u.test(bare)
  // An exclamation mark may belong to a password that has more than letters.
  const password = isPlain ? bare : word.replace(/[.,;:?)\]]+$/, '')
  const start = index + before.length
  const end = start + password.length
  const isAtEnd = /^[.,;:!?)\]\s]*(?:$|[\n.,;!?])/.test(text.slice(end, end + 20))
  if (password.length < 3 || NO_PASSWORD.test(password) || (isPlain && !isAtEnd)) return []
  return [{ kind: 'password', start, end }]
}
