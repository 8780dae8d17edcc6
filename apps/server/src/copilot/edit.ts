import { factsOnlyIn, type GenRequest, type Stated } from '@hilo/ai'
import { writeText } from '../models/write-text.ts'
import { done, failed, type Help, type Helping } from './help.ts'

type Edit = { request: GenRequest; before: Stated; language: string }

/** Hands out another form of a text as it comes, and tells at the end which facts it has lost or added. */
export async function* edit({ asker, signal }: Help, { request, before, language }: Edit): Helping {
  for await (const event of writeText(asker, request, signal)) {
    if (event.type === 'text') yield event
    else if (event.type === 'failed') yield failed(event.fault, event.reason)
    else {
      const after = { text: event.text, language }
      const [lost, added] = [factsOnlyIn(before, after), factsOnlyIn(after, before)]
      yield done({ text: event.text, language, lost, added })
    }
  }
}
