import { factsOnlyIn, type GenRequest, type Stated } from '@hilo/ai'
import type { CopilotEvent } from '@hilo/protocol'
import { writeText } from '../models/write-text.ts'
import { done, failed, type Help, type Helping } from './help.ts'

type Edit = { request: GenRequest; before: Stated; language: string }

/** Hands out another form of a text as it comes, and tells at the end which facts it has lost or added. */
export async function* edit({ asker, signal }: Help, { request, before, language }: Edit): Helping {
  for await (const event of writeText(asker, request, signal)) {
    if (event.type === 'text') yield event
    else if (event.type === 'failed') yield failed(event.fault, event.reason)
    else {
      yield edited(before, { text: event.text, language })
    }
  }
}

/** A text beside what it was, with the facts that were lost or added. */
export function edited(before: Stated, after: Stated): CopilotEvent {
  return done({ ...after, lost: factsOnlyIn(before, after), added: factsOnlyIn(after, before) })
}
