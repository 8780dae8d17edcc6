import { openDetector } from '@hilo/ai'
import { ARTICLE_BODY_MAX, ArticleWords } from '@hilo/protocol'
import type { StoredSettings } from '../../domain/source/source.ts'
import type { Piece } from '../../reader/reading.ts'

/** What a page may be in that says nothing of it. */
const LANGUAGES = ['en', 'es', 'pt', 'fr', 'it', 'de', 'ca']

type Given = Pick<StoredSettings, 'language' | 'audience'>

/** A piece as an article: in the language that was set, that it says, or that it seems to be in. */
export async function wordsOf(
  piece: Piece,
  { language, audience }: Given,
  usual: string,
): Promise<ArticleWords> {
  const { title, alternates } = piece
  const body = piece.body.slice(0, ARTICLE_BODY_MAX)
  const said = languageIn(language ?? piece.language)
  return { language: said ?? (await guess(`${title}. ${body}`, usual)), audience, title, body, alternates }
}

function languageIn(said: string | null): string | null {
  const [primary = ''] = said?.trim().replaceAll('_', '-').split('-') ?? []
  const language = said === null ? '' : [primary.toLowerCase(), ...said.split(/[-_]/).slice(1)].join('-')
  return ArticleWords.shape.language.safeParse(language).success ? language : null
}

async function guess(text: string, usual: string): Promise<string> {
  const detect = await openDetector()
  const { language, isReliable } = detect(text, [...new Set([usual, ...LANGUAGES])])
  return language && isReliable ? language : usual
}
