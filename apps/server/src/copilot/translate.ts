import { translateRequest } from '@hilo/ai'
import { baseOf } from '../answers/words.ts'
import { wordsOfMessage } from '../domain/message/turns.ts'
import { edit } from './edit.ts'
import { failed, type Help, type Helping, type Task } from './help.ts'
import { contactLanguage, languageOf } from './languages.ts'

/** What a member wrote, in the contact's language. */
export async function* translateForContact(help: Help, { text }: Task<'translate'>): Helping {
  const [from, language] = [await languageOf(help, text), await contactLanguage(help)]
  yield* edit(help, { request: translateRequest(text, language), before: { text, language: from }, language })
}

/** A message of the conversation, in the member's language. */
export async function* translateMessage(
  help: Help,
  { messageId, language: tag }: Task<'translate_message'>,
): Helping {
  const { db, orgId, conversationId } = help
  const text = await db.withOrg(orgId, (tx) => wordsOfMessage(tx, conversationId, messageId))
  if (!text) return yield failed('nothing_said', 'The message has no words.')
  const language = baseOf(tag)
  const before = { text, language: await languageOf(help, text) }
  yield* edit(help, { request: translateRequest(text, language), before, language })
}
