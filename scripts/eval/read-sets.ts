import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A set of questions whose answers are known to stand in a passage. */
export type EvalSet = {
  name: string
  /** `faq`: each passage has a title, or other questions, of its own. */
  kind: 'page' | 'faq'
  language: string
  articles: EvalArticle[]
  questions: EvalQuestion[]
  /** The language of the questions, where it is another. */
  askedIn?: string
  /** Questions about nothing that any of its articles is about. */
  strangers?: string[]
}

export type EvalArticle = {
  id: string
  title: string
  alternates: string[]
  passages: { id: string; text: string }[]
}

export type EvalQuestion = { text: string; passageId: string; articleId: string }

/** Without an article a passage is one of its own. */
type Passage = { id: string; article?: string; title?: string; text: string; lang?: string }
type Question = { q: string; doc: string; lang?: string; split?: string }
type Utterance = { q: string; intent: string; split?: string; oos?: boolean }

/** So many utterances of an intent are what its article gives as other questions. */
const ALTERNATES = 12

/**
 * Every set of the folder: pairs `<name>.docs.jsonl` and `<name>.queries.jsonl`, and banking77 as a list of
 * questions. Null when there is no such folder.
 */
export function readSets(dir: string, { split = 'dev' }: { split?: string } = {}): EvalSet[] | null {
  if (!existsSync(dir)) return null
  const names = readdirSync(dir).flatMap((file) => /^(.+)\.docs\.jsonl$/.exec(file)?.[1] ?? [])
  const pairs = names.sort().map((name) => readPair(dir, name, split))
  const utterances = existsSync(join(dir, 'banking77.train.jsonl')) ? [readUtterances(dir, split)] : []
  return [...pairs, ...utterances].filter(({ questions }) => questions.length > 0)
}

/** Half of the articles of a set, which an org knows; the questions of the others are off topic there. */
export type Side = 'even' | 'odd'

export function sideOf(articles: readonly EvalArticle[], side: Side): EvalArticle[] {
  return articles.filter((_, at) => at % 2 === (side === 'even' ? 0 : 1))
}

/** Sets of the same passages in two languages, as one whose questions are in the other language. */
export function crossSets(sets: readonly EvalSet[]): EvalSet[] {
  return sets.flatMap((asked) => {
    const [name, language] = asked.name.split('.')
    const others = sets.filter((set) => set !== asked && language && set.name.startsWith(`${name}.`))
    return others.map((known) => ({
      ...known,
      name: `${asked.name}-${known.language}`,
      questions: asked.questions,
      askedIn: asked.language,
    }))
  })
}

/** The rows of a file with one JSON value a line. */
function readLines<T>(path: string): T[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as T)
}

function readPair(dir: string, name: string, split: string): EvalSet {
  const passages = readLines<Passage>(join(dir, `${name}.docs.jsonl`))
  const questions = readLines<Question>(join(dir, `${name}.queries.jsonl`))
  const byArticle = Map.groupBy(passages, ({ id, article }) => article ?? id)
  const articles = [...byArticle].map(([id, own]) => ({
    ...{ id, title: own[0]?.title ?? '', alternates: [] },
    passages: own.map(({ id: passageId, text }) => ({ id: passageId, text })),
  }))
  const articleOf = new Map(passages.map(({ id, article }) => [id, article ?? id]))
  return {
    name,
    kind: articles.length === passages.length ? 'faq' : 'page',
    language: passages[0]?.lang ?? /\.(\w\w)$/.exec(name)?.[1] ?? languageOf(questions),
    articles,
    questions: questions
      .filter((one) => (one.split ?? split) === split)
      .map(({ q, doc }) => ({ text: q, passageId: doc, articleId: articleOf.get(doc) ?? doc })),
  }
}

function languageOf(questions: readonly Question[]): string {
  return questions[0]?.lang ?? 'en'
}

function readUtterances(dir: string, split: string): EvalSet {
  const known = Map.groupBy(readLines<Utterance>(join(dir, 'banking77.train.jsonl')), ({ intent }) => intent)
  const asked = readLines<Utterance>(join(dir, 'banking77.test.jsonl'))
  const strange = join(dir, 'clinc150.jsonl')
  const strangers = existsSync(strange) ? readLines<Utterance>(strange).filter(({ oos }) => oos) : []
  return {
    strangers: strangers.map(({ q }) => q),
    ...{ name: 'banking77', kind: 'faq', language: 'en' },
    articles: [...known].map(([intent, utterances]) => ({
      id: intent,
      title: intent.replaceAll('_', ' '),
      alternates: utterances.slice(0, ALTERNATES).map(({ q }) => q),
      passages: [{ id: intent, text: intent.replaceAll('_', ' ') }],
    })),
    questions: asked
      .filter((one) => (one.split ?? split) === split)
      .map(({ q, intent }) => ({ text: q, passageId: intent, articleId: intent })),
  }
}
