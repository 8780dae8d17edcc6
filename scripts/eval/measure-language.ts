import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { decideLanguage, openDetector } from '@hilo/ai'
import type { Figure } from '../bench/figure.ts'
import { type EvalOptions, readRows, shareFigure } from './evaluate.ts'

type Row = { text: string; lang: string; kind: 'sentences' | 'word-pairs' | 'single-words' }

const LANGUAGES = ['en', 'es', 'pt'] as const

/** How often the language of a text is found, and whether a few unclear words ever change a conversation's. */
export async function measureLanguage(options: EvalOptions): Promise<Figure[]> {
  const detect = await openDetector()
  const rows = readRows<Row>('langid.jsonl', options)
  const own = rows.filter(({ lang }) => LANGUAGES.some((language) => language === lang))
  const isRight = ({ text, lang }: Row) => detect(text, LANGUAGES).language === lang
  const shareOf = (kind: Row['kind']) => {
    const some = own.filter((row) => row.kind === kind)
    return { part: some.filter(isRight).length, whole: some.length }
  }

  const written = LANGUAGES.flatMap(writtenIn)
  const short = [...rows, ...written].map((row) => ({ row, detection: detect(row.text, LANGUAGES) }))
  const unclear = short.filter(({ detection }) => detection.words < 3 && !detection.isReliable)
  const switched = unclear.flatMap(({ detection }) =>
    LANGUAGES.filter(
      (conversation) =>
        decideLanguage(detection, { conversation, browser: 'en', org: LANGUAGES }) !== conversation,
    ),
  )
  return [
    shareFigure('language of sentences, en es pt', shareOf('sentences'), 99),
    shareFigure('language of two words, en es pt', shareOf('word-pairs'), 90),
    shareFigure(
      'the same, as customers write them',
      { part: written.filter(isRight).length, whole: written.length },
      94,
    ),
    shareFigure('language of one word, en es pt', shareOf('single-words')),
    {
      name: 'switched on < 3 unreliable words',
      value: unclear.length === 0 ? null : switched.length,
      unit: '',
      bar: { atMost: 0 },
      note: `${unclear.length} texts, each in ${LANGUAGES.length} conversations`,
    },
  ]
}

/** Two words each, as somebody writes them on a phone; nothing was made or trained from them. */
function writtenIn(lang: (typeof LANGUAGES)[number]): Row[] {
  const lines = readFileSync(join(import.meta.dirname, 'language', `held.${lang}.txt`), 'utf8').split('\n')
  return lines.filter(Boolean).map((text) => ({ text, lang, kind: 'word-pairs' }))
}
