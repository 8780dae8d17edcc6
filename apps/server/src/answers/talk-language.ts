import { decideLanguage, languageOfTalk, openDetector } from '@hilo/ai'
import { baseLanguage } from '@hilo/protocol'

type Turn = { from: 'contact' | 'us'; text: string }
type Known = {
  /** In which they were answered before, or that of their phone; null: nobody knows. */
  known: string | null
  /** The first is the org's own. */
  spoken: readonly [string, ...string[]]
}

/** The language in which a contact writes, by all that they wrote; where that does not tell, what is known. */
export async function talkLanguage(turns: readonly Turn[], { known, spoken }: Known): Promise<string> {
  const said = turns.flatMap(({ from, text }) => (from === 'contact' ? [text] : [])).join('\n')
  const detect = await openDetector()
  const conversation = known && baseLanguage(known)
  return decideLanguage(detect(said, spoken), { conversation, browser: languageOfTalk(said), org: spoken })
}
