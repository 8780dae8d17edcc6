import { rewriteRequest } from '@hilo/ai'
import { edit } from './edit.ts'
import type { Help, Helping, Task } from './help.ts'
import { languageOf } from './languages.ts'

/** A member's own text in other words. */
export async function* rewrite(help: Help, { text, how }: Task<'rewrite'>): Helping {
  const language = await languageOf(help, text)
  yield* edit(help, { request: rewriteRequest(text, how), before: { text, language }, language })
}
