import { timingSafeEqual } from 'node:crypto'
import type { Content, Id } from '@hilo/protocol'
import { decode, decodeOrNull, encode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import type { Keys } from '../../db/keys.ts'
import { statement } from '../../db/statement.ts'
import { keepEmailProof } from '../proof/proof.ts'
import { type CheckRow, type CheckStatus, lockedCheck } from './identity-check.ts'
import { hashOf, issueCode, type WriteMail } from './issue-code.ts'
import { type CheckWords, readReply, withoutCodes } from './read-reply.ts'

const WORDS = statement(`
  select id, seq, content from message
  where org_id = $1 and conversation_id = $2 and direction = 'in' and seq > $3 order by seq limit 20`)
const REDACT = statement(`
  with conv as (
    update conversation set version = version + 1, changed_at = now() where org_id = $1 and id = $2
    returning version
  )
  update message m set content = $4, version = conv.version from conv where m.org_id = $1 and m.id = $3`)
const NOTE = statement(`
  update identity_check set heard_seq = $3, said = $4, status = coalesce($5, status), tries = tries + $6,
    ended_at = case when $5 is null then ended_at else now() end
  where org_id = $1 and id = $2`)

/** What is said while it goes on, and why it ended without a proof. */
type CheckReply = 'sent' | 'resent' | 'unclear' | 'wrong'
type CheckEnd = 'refused' | 'spent' | 'limit'

/** What a contact's words did to the question who they are. */
export type HeardCheck = { tool: string; language: string; address: string | null } & (
  | { type: 'told'; reply: CheckReply }
  | { type: 'people'; end: CheckEnd }
  /** They are known now: what they wrote in between of these is answered. */
  | { type: 'proved'; fromSeq: number; readSeq: number }
)

type Said = CheckReply | CheckEnd | 'proved'
type Ground = { keys: Keys; writeMail: WriteMail }

const TRIES_MAX = 5
const ENDS = new Set<Said>(['refused', 'spent', 'limit'])

/**
 * Looks whether the contact's last words answer the question who they are. Null: nobody asked, people have
 * taken the turn since, or they speak of something else. What might be a code is taken out of the messages in
 * the same transaction that counts it. The same words heard twice are counted once, and said the same.
 */
export async function hearCheck(tx: OrgTx, ground: Ground, conversationId: Id): Promise<HeardCheck | null> {
  const check = await lockedCheck(tx, conversationId)
  if (!check) return null
  const isOpen = check.status === 'address' || check.status === 'code'
  const words = await takeWords(tx, check, { isRedacted: isOpen && check.codes > 0 })
  if (!words) return check.said && check.isAsked ? toHeard(check, check.said as Said) : null
  if (!isOpen) return null
  if (!check.isAsked) return note(tx, check, { seq: words.seq, said: null, status: 'dropped' })
  const { said, status, address } = await answer(tx, ground, { check, words: readReply(words.text) })
  const tries = said === 'wrong' || said === 'spent' ? 1 : 0
  await note(tx, check, { seq: words.seq, said, status, tries })
  return said ? toHeard({ ...check, ...(address && { address: encode(address) }) }, said) : null
}

type Answered = { said: Said | null; status: CheckStatus | null; address?: string }

async function answer(
  tx: OrgTx,
  ground: Ground,
  { check, words }: { check: CheckRow; words: CheckWords },
): Promise<Answered> {
  const known = decodeOrNull<string>(check.address)
  switch (words.type) {
    case 'address':
      return send(tx, ground, { check, address: words.address, said: 'sent' })
    case 'no':
      return { said: 'refused', status: 'refused' }
    case 'unclear':
      return { said: 'unclear', status: null }
    case 'again':
      return known
        ? send(tx, ground, { check, address: known, said: 'resent' })
        : { said: 'unclear', status: null }
    case 'code':
      return known ? tryCode(tx, ground, { check, code: words.code, address: known }) : other(check)
    case 'other':
      return other(check)
  }
}

/** Who has a code on its way may speak of something else meanwhile. */
function other({ status, isLate }: CheckRow): Answered {
  return { said: null, status: status === 'code' && !isLate ? null : 'dropped' }
}

type Sending = { check: CheckRow; address: string; said: 'sent' | 'resent' }

async function send(tx: OrgTx, ground: Ground, { check, address, said }: Sending): Promise<Answered> {
  const isSent = await issueCode(tx, ground, { check, address })
  return isSent ? { said, status: null, address } : { said: 'limit', status: 'spent' }
}

type Trying = { check: CheckRow; code: string; address: string }

async function tryCode(tx: OrgTx, ground: Ground, { check, code, address }: Trying): Promise<Answered> {
  if (check.isLate) return send(tx, ground, { check, address, said: 'resent' })
  const { codeHash, contactId, inboxId, conversationId } = check
  const isRight = codeHash !== null && timingSafeEqual(codeHash, hashOf(ground.keys, check, code))
  if (isRight) {
    await keepEmailProof(tx, { contactId, inboxId, conversationId, email: address })
    return { said: 'proved', status: 'proved' }
  }
  const isSpent = check.tries + 1 >= TRIES_MAX
  return isSpent ? { said: 'spent', status: 'spent' } : { said: 'wrong', status: null }
}

type Noted = { seq: number; said: Said | null; status: CheckStatus | null; tries?: number }

async function note(tx: OrgTx, { id }: CheckRow, { seq, said, status, tries = 0 }: Noted): Promise<null> {
  await tx.query(NOTE, [tx.orgId, id, seq, said, status, tries])
  return null
}

/** The words that nobody has heard yet, as they came; redacted, no code is left in their messages. */
async function takeWords(
  tx: OrgTx,
  { conversationId, readSeq, heardSeq }: CheckRow,
  { isRedacted }: { isRedacted: boolean },
): Promise<{ text: string; seq: number } | null> {
  const from = Math.max(readSeq, heardSeq ?? 0)
  const { rows } = await tx.query<{ id: Id; seq: number; content: Buffer }>(WORDS, [
    ...[tx.orgId, conversationId, from],
  ])
  const texts: string[] = []
  for (const { id, content: stored } of rows) {
    const content = decode<Content>(stored)
    if (content.type !== 'text') continue
    texts.push(content.text)
    const text = isRedacted ? withoutCodes(content.text) : content.text
    if (text !== content.text)
      await tx.query(REDACT, [tx.orgId, conversationId, id, encode({ ...content, text })])
  }
  const last = rows.at(-1)
  return last ? { text: texts.join('\n'), seq: last.seq } : null
}

function toHeard(check: CheckRow, said: Said): HeardCheck {
  const { tool, language, fromSeq, readSeq } = check
  const known = { tool, language, address: decodeOrNull<string>(check.address) }
  if (said === 'proved') return { ...known, type: 'proved', fromSeq, readSeq }
  return ENDS.has(said)
    ? { ...known, type: 'people', end: said as CheckEnd }
    : { ...known, type: 'told', reply: said as CheckReply }
}
