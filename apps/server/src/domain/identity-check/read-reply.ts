/** What a contact's words say to somebody who asks for an e-mail address, or for the code that was sent there. */
export type CheckWords =
  | { type: 'code'; code: string }
  | { type: 'address'; address: string }
  /** It was to be an address, and is none. */
  | { type: 'unclear' }
  | { type: 'again' }
  | { type: 'no' }
  | { type: 'other' }

/** Six digits, however they are set, and no part of a longer number. */
const CODE = /(?<![\d+.,-])\d{3}[ \t-]?\d{3}(?![\d-])(?![.,]\d)/g
const ADDRESS =
  /[\p{L}\d.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[\p{L}\d](?:[\p{L}\d-]{0,61}[\p{L}\d])?\.)+\p{L}{2,24}/gu
const MASK = '••••••'
const ADDRESS_MAX = 254

const AGAIN = [
  /\b(resend|again|another code|new code|did ?n.?t (arrive|come|get)|not (arrived|received)|no code|never came)\b/,
  /\b(reenv\p{L}*|otra vez|otro codigo|nuevo codigo|de nuevo|no (me )?(llego|llega|recibi)|no ha llegado)\b/u,
  /\b(outro codigo|novo codigo|outra vez|nao (chegou|recebi))\b/,
]
const NO = [
  /\b(no|without( an?)?) (e-?mail|mail)\b|\b(do ?n.?t|do not) (have|use|want|remember)\b|\b(can.?t|cannot|can not)\b/,
  /\b(no (lo )?(tengo|uso|quiero|puedo|recuerdo|me acuerdo)|sin (correo|mail|email))\b/,
  /\b(nao (tenho|uso|quero|posso|lembro)|sem (e-?mail|correio))\b/,
  /^\W*(no|nope|nao|stop)\W*$/,
]

/** No model is asked: neither a code nor who somebody is must depend on one. */
export function readReply(text: string): CheckWords {
  const codes = [...new Set(Array.from(text.matchAll(CODE), ([code]) => code.replaceAll(/\D/g, '')))]
  const [code] = codes
  if (code !== undefined && codes.length === 1) return { type: 'code', code }
  const addresses = [...new Set(text.match(ADDRESS)?.map((address) => address.toLowerCase()) ?? [])]
  const [address] = addresses
  if (address !== undefined) {
    const isOne = addresses.length === 1 && address.length <= ADDRESS_MAX
    return isOne ? { type: 'address', address } : { type: 'unclear' }
  }
  if (codes.length > 0 || text.includes('@')) return { type: 'unclear' }
  const plain = text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
  if (AGAIN.some((pattern) => pattern.test(plain))) return { type: 'again' }
  return { type: NO.some((pattern) => pattern.test(plain)) ? 'no' : 'other' }
}

/** The text as it may be kept and read: without what might be a code. */
export function withoutCodes(text: string): string {
  return text.replaceAll(CODE, MASK)
}
