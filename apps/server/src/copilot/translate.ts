import { translateRequest } from '@hilo/ai'
import { baseLanguage } from '@hilo/protocol'
import { wordsOfMessage } from '../domain/message/turns.ts'
import { findTranslation, keepTranslation } from '../domain/translation/translation.ts'
import { edit, edited } from './edit.ts'
import { failed, type Help, type Helping, type Task } from './help.ts'
import { contactLanguage, languageOfText } from './languages.ts'

/** What a member wrote, in the contact's language. */
export async function* translateForContact(help: Help, { text }: Task<'translate'>): Helping {
  const [from, language] = [await languageOfText(help, text), await contactLanguage(help)]
  yield* edit(help, { request: translateRequest(text, language), before: { text, language: from }, language })
}

/** A message of the conversation, in the member's language. What was written once is kept, and costs no more. */
export async function* translateMessage(
  help: Help,
  { messageId, language: tag }: Task<'translate_message'>,
): Helping {
  const { db, orgId, conversationId } = help
  const language = baseLanguage(tag)
  const { text, kept } = await db.withOrg(orgId, async (tx) => ({
    text: await wordsOfMessage(tx, conversationId, messageId),
    kept: await findTranslation(tx, { messageId, language }),
  }))
  if (!text) return yield failed('nothing_said', 'The message has no words.')
  const before = { text, language: await languageOfText(help, text) }
  if (kept !== null) return yield edited(before, { text: kept, language })
  for await (const event of edit(help, { request: translateRequest(text, language), before, language })) {
    if (event.type === 'done') {
      const keep = { messageId, language, conversationId, of: text, text: event.text }
      await db.withOrg(orgId, (tx) => keepTranslation(tx, keep))
    }
    yield event
  }
}
