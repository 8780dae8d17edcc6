import type { ChannelType, Content } from '@hilo/protocol'

/**
 * The words by which a contact wants no more messages, and wants them again. The host hears them, so they
 * work whatever a micro-backend does.
 */

/** More words of an org, beside those that everybody has. */
export type OwnKeywords = { stop?: readonly string[]; start?: readonly string[] }

export type Keyword = {
  means: 'stop' | 'start'
  /** The only language it is a word of; null for one that several share. */
  language: 'en' | 'es' | 'pt' | null
}

type Words = Record<'any' | 'en' | 'es' | 'pt', readonly string[]>

const STOP: Words = {
  any: ['stop', 'parar'],
  en: ['stop all', 'unsubscribe', 'opt out', 'optout'],
  es: ['baja', 'dar de baja', 'darme de baja', 'dame de baja', 'desuscribir', 'desuscribirme'],
  pt: ['sair', 'descadastrar', 'cancelar inscricao', 'nao quero mais receber'],
}
const START: Words = {
  any: ['start'],
  en: ['unstop', 'opt in', 'optin', 'subscribe'],
  es: ['alta', 'dar de alta', 'darme de alta', 'volver'],
  pt: ['voltar', 'inscrever'],
}

/** Where something can be sent to a person who is not there. */
const PUSHED = new Set<ChannelType>(['whatsapp', 'instagram', 'messenger'])

const KNOWN = new Map<string, Keyword>([...readWords('stop', STOP), ...readWords('start', START)])
const LONGEST = 60

function readWords(means: Keyword['means'], words: Words): [string, Keyword][] {
  return Object.entries(words).flatMap(([language, list]) =>
    list.map((word): [string, Keyword] => [
      bare(word),
      { means, language: language === 'any' ? null : (language as Keyword['language']) },
    ]),
  )
}

/**
 * The keyword that a message is, and nothing but: whatever its case, accents and punctuation. A button
 * belongs to its question; that of a template has the words alone, and counts.
 */
export function keywordOf(
  channel: ChannelType,
  content: Content,
  own: OwnKeywords | undefined,
): Keyword | null {
  if (!PUSHED.has(channel)) return null
  const text = wordsOf(content)
  if (text === '' || text.length > LONGEST) return null
  const words = bare(text)
  if (own?.stop?.some((word) => bare(word) === words)) return { means: 'stop', language: null }
  if (own?.start?.some((word) => bare(word) === words)) return { means: 'start', language: null }
  return KNOWN.get(words) ?? null
}

function wordsOf(content: Content): string {
  if (content.type === 'text') return content.text
  return content.type === 'reply' && content.source === 'template' ? content.title : ''
}

function bare(text: string): string {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  return plain.replace(/[^\p{L}\p{N}]+/gu, ' ').trim()
}
