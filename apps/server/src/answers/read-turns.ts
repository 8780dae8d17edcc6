import { answerTextOf, type Content, type ContentOf } from '@hilo/protocol'
import type { ReadMessage } from '../domain/ai-answer/messages.ts'
import type { AnswerTurn } from './answer.ts'

/** Says nothing by itself, or was said in public. */
const SILENT = new Set<Content['type']>(['reaction', 'edit', 'unsend', 'system', 'comment', 'hide'])

type Said = Pick<ReadMessage, 'content' | 'words'> & Partial<Pick<ReadMessage, 'offered'>>

/** What a message says to whoever answers; nothing where it says nothing by itself. */
export function turnsOf(from: AnswerTurn['from'], { content, words, offered }: Said): AnswerTurn[] {
  if (SILENT.has(content.type)) return []
  if (words !== null && content.type === 'media') return wordedTurns(from, content, words)
  const text = content.type === 'location' ? '' : wordsOf(from, content)
  const turn = { from, text, ...(offered && { offered }) }
  const unread = from === 'contact' ? unreadIn(content) : null
  if (unread) return [{ ...turn, unread }]
  return turn.text.trim() === '' ? [] : [turn]
}

/** What is said in a voice note counts as written; a picture stands beside what is written to it. */
function wordedTurns(
  from: AnswerTurn['from'],
  { kind, caption }: ContentOf<'media'>,
  words: string,
): AnswerTurn[] {
  if (kind === 'audio') return [{ from, text: words, by: 'voice' }]
  return [...(caption ? [{ from, text: caption }] : []), { from, text: words, by: 'picture' }]
}

const UNREAD: Partial<Record<ContentOf<'media'>['kind'], AnswerTurn['unread']>> = {
  ...{ sticker: 'sign', audio: 'voice' },
}

/** Of ours what was offered with buttons, too. */
function wordsOf(from: AnswerTurn['from'], content: Content): string {
  return from === 'us' && content.type === 'choices' ? content.text : answerTextOf(content)
}

/** What of a message no words say. */
function unreadIn(content: Content): AnswerTurn['unread'] | null {
  if (content.type === 'media') return UNREAD[content.kind] ?? 'file'
  return answerTextOf(content).trim() === '' || content.type === 'location' ? 'other' : null
}
