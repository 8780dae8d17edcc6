import { factsOnlyIn, summaryRequest } from '@hilo/ai'
import { baseLanguage } from '@hilo/protocol'
import { readTurns } from '../domain/message/turns.ts'
import { writeText } from '../models/write-text.ts'
import { done, failed, type Help, type Helping, type Task } from './help.ts'
import { contactLanguage } from './languages.ts'

const TURNS = 60

/** What was said so far, for who goes on with it. Numbers and links that nobody said are told. */
export async function* summarise(help: Help, { language: tag }: Task<'summarise'>): Helping {
  const { db, orgId, conversationId, asker, signal } = help
  const turns = await db.withOrg(orgId, (tx) =>
    readTurns(tx, conversationId, { upToSeq: null, limit: TURNS }),
  )
  if (turns.length === 0) return yield failed('nothing_said', 'Nothing was said in words so far.')
  const language = baseLanguage(tag)
  for await (const event of writeText(asker, summaryRequest(turns, language), signal)) {
    if (event.type === 'text') yield event
    else if (event.type === 'failed') yield failed(event.fault, event.reason)
    else {
      const said = turns.map(({ text }) => text).join('\n')
      const source = { text: said, language: await contactLanguage(help) }
      const added = factsOnlyIn({ text: event.text, language }, source)
      const heard = [...new Set(turns.flatMap(({ by }) => by ?? []))]
      yield done({ text: event.text, language, added, heard })
    }
  }
}
