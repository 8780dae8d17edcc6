import { decideLanguage, languageOfTalk, openDetector } from '@hilo/ai'
import { baseLanguage } from '@hilo/protocol'
import { ALL_LANGUAGES } from '../answers/fixed-words.ts'
import { talkLanguage } from '../answers/talk-language.ts'
import { readTurns } from '../domain/message/turns.ts'
import type { Help } from './help.ts'

const TURNS = 20

/** The language of a text, of those that are spoken here. */
export async function languageOfText(help: Help, text: string): Promise<string> {
  const detect = await openDetector()
  const spoken = spokenBy(help)
  const known = { conversation: null, browser: languageOfTalk(text), org: spoken }
  return decideLanguage(detect(text, spoken), known)
}

/** The language in which the contact writes; until they have, that of their phone, or the org's. */
export async function contactLanguage(help: Help): Promise<string> {
  const { db, orgId, conversationId, contactLocale } = help
  const turns = await db.withOrg(orgId, (tx) =>
    readTurns(tx, conversationId, { upToSeq: null, limit: TURNS }),
  )
  return talkLanguage(turns, { known: contactLocale, spoken: spokenBy(help) })
}

function spokenBy({ locale, contactLocale }: Help): [string, ...string[]] {
  const own = baseLanguage(locale)
  const others = [...ALL_LANGUAGES, ...(contactLocale ? [baseLanguage(contactLocale)] : [])]
  return [own, ...new Set(others.filter((language) => language !== own))]
}
