import { isShort, rewriteRequest } from '@hilo/ai'
import { edit } from './edit.ts'
import { failed, type Help, type Helping, type Task } from './help.ts'
import { languageOfText } from './languages.ts'

/** A member's own text in other words. */
export async function* rewrite(help: Help, { text, how }: Task<'rewrite'>): Helping {
  if (how === 'shorter' && isShort(text))
    return yield failed('short_already', 'There is nothing to leave out.')
  const language = await languageOfText(help, text)
  yield* edit(help, { request: rewriteRequest(text, how), before: { text, language }, language })
}
