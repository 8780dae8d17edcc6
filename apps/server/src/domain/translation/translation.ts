import type { Id } from '@hilo/protocol'
import { decode, encode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { wordsOfMessage } from '../message/turns.ts'

const FIND = statement('select text from translation where org_id = $1 and message_id = $2 and language = $3')
// Whoever changes or takes back the message waits, and then forgets this too.
const HOLD = statement('select id from message where org_id = $1 and id = $2 for share')
const KEEP = statement(`
  insert into translation (org_id, message_id, language, text) values ($1, $2, $3, $4)
  on conflict do nothing`)
const FORGET = statement('delete from translation where org_id = $1 and message_id = $2')

type Of = { messageId: Id; language: string }

/** What a message says in another language, where that was written before; else null. */
export async function findTranslation(tx: OrgTx, { messageId, language }: Of): Promise<string | null> {
  const { rows } = await tx.query<{ text: Buffer }>(FIND, [tx.orgId, messageId, language])
  return rows[0] ? decode<string>(rows[0].text) : null
}

type Keep = Of & { conversationId: Id; of: string; text: string }

/** Keeps a translation, unless the message says something else by now than what was translated. */
export async function keepTranslation(
  tx: OrgTx,
  { messageId, language, conversationId, of, text }: Keep,
): Promise<void> {
  await tx.query(HOLD, [tx.orgId, messageId])
  if ((await wordsOfMessage(tx, conversationId, messageId)) !== of) return
  await tx.query(KEEP, [tx.orgId, messageId, language, encode(text)])
}

/** For a message whose words are no more what they were. */
export async function forgetTranslations(tx: OrgTx, messageId: Id): Promise<void> {
  await tx.query(FORGET, [tx.orgId, messageId])
}
