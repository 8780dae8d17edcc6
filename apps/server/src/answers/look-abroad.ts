import { baseLanguage } from '@hilo/protocol'
import type { Asked } from './condense.ts'
import { isPartEnough } from './found-parts.ts'
import type { Work } from './open-work.ts'
import { othersThan, readLanguages } from './read-languages.ts'
import { type FoundEvidence, retrieve } from './retrieve.ts'

type Looked = { asked: Asked; found: FoundEvidence }

/**
 * Looks once more, in the languages of articles that no model has put the question into, as the machine's
 * translator says it there. What the contact's own language says enough of is left as it is, since nobody
 * proves what a translation means.
 */
export async function lookAbroad(work: Work, { asked, found }: Looked): Promise<Looked> {
  const { parts } = found
  if (parts.length > 0 ? parts.every(isPartEnough) : found.isEnough) return { asked, found }
  const known = asked.variants.map(({ language }) => baseLanguage(language))
  const languages = await readLanguages(work)
  const others = othersThan(known, languages)
  const said = (await Promise.all(others.map((language) => sayIn(work, asked, language)))).flat()
  if (said.length > 0) {
    const abroad = { ...asked, variants: [...asked.variants, ...said] }
    return { asked: abroad, found: await retrieve(work, abroad, found) }
  }
  const isForeign = languages.length > 0 && languages.every((one) => !known.includes(one))
  // Where it was only busy now, nobody is told that it cannot be done.
  return isForeign && !(await canSay(work, known, others))
    ? { asked: { ...asked, unsaid: languages }, found }
    : { asked, found }
}

async function canSay({ context }: Work, from: readonly string[], to: readonly string[]): Promise<boolean> {
  const ways = await context.models.translator.ways()
  return ways.some((way) => from.includes(way.from) && to.includes(way.to))
}

/** Every way in which it was asked, in another language. */
async function sayIn({ context, request, signal }: Work, { variants }: Asked, language: string) {
  const { orgId } = request
  const said = await Promise.all(
    variants.map(({ language: from, question }) => {
      const way = { from: baseLanguage(from), to: language }
      return context.models.translator.translate({ orgId, text: question, way }, signal)
    }),
  )
  return said.flatMap((question, at) => {
    const { part, question: from } = variants[at] ?? {}
    return question === null ? [] : { language, question, translatedFrom: from, ...(part && { part }) }
  })
}
