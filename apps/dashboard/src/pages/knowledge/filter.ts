import type { ArticleFilter, QuestionFilter } from '../../api/keys.ts'

const STATUSES = ['draft', 'published', 'changed'] as const
const AUDIENCES = ['public', 'internal'] as const
const KINDS = ['page', 'faq'] as const
const SEARCH_MAX = 200

/** What the address asks for; what it does not understand is left out. */
export function parseArticleFilter(search: Record<string, unknown>): ArticleFilter {
  const kind = KINDS.find((known) => known === search.kind)
  return { ...parseQuestionFilter(search), ...(kind && { kind }) }
}

/** The same without the kind. */
export function parseQuestionFilter(search: Record<string, unknown>): QuestionFilter {
  // The router reads a search of digits alone as a number.
  const words = String(search.search ?? '')
    .trim()
    .slice(0, SEARCH_MAX)
  const status = STATUSES.find((known) => known === search.status)
  const audience = AUDIENCES.find((known) => known === search.audience)
  const language = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.exec(String(search.language ?? ''))?.[0]
  return {
    ...(words !== '' && { search: words }),
    ...(status && { status }),
    ...(audience && { audience }),
    ...(language && { language }),
  }
}

/** Whether the list shows less than all. */
export function isNarrowed(filter: ArticleFilter): boolean {
  return Object.values(filter).some((value) => value !== undefined)
}

/** What stands in the address of "test a question", so that it can be sent to a colleague. */
export type TestSearch = { question?: string; language?: string; internal?: true }

export function parseTestSearch(search: Record<string, unknown>): TestSearch {
  const question = search.question === undefined ? '' : String(search.question).trim().slice(0, 1_000)
  const { language } = parseQuestionFilter({ language: search.language })
  const internal = search.internal === true
  return {
    ...(question !== '' && { question }),
    ...(language && { language }),
    ...(internal && { internal }),
  }
}

/** The evaluation whose drafts are chosen when the page opens, and the source whose drafts alone are shown. */
export type TogetherSearch = { tried?: string; source?: string }

export function parseTogether(search: Record<string, unknown>): TogetherSearch {
  const tried = idOf(search.tried)
  const source = idOf(search.source)
  return { ...(tried && { tried }), ...(source && { source }) }
}

/** What an article begins with that is written because of a question, or of another article. */
export type NewArticle = {
  title?: string
  kind?: 'page' | 'faq'
  language?: string
  others?: string[]
  /** The article that it says in another language. */
  variantOf?: string
  /** The conversation in which it is missing. */
  from?: string
}

const OTHERS_MAX = 10

export function parseNewArticle(search: Record<string, unknown>): NewArticle {
  const title = search.title === undefined ? '' : titleOf(search.title)
  const kind = KINDS.find((known) => known === search.kind)
  const { language } = parseQuestionFilter({ language: search.language })
  const given = Array.isArray(search.others) ? search.others.slice(0, OTHERS_MAX) : []
  const others = given.map(titleOf).filter((other) => other !== '')
  const [variantOf, from] = [idOf(search.variantOf), idOf(search.from)]
  return {
    ...(from && { from }),
    ...(variantOf && { variantOf }),
    ...(title !== '' && { title }),
    ...(kind && { kind }),
    ...(language && { language }),
    ...(others.length > 0 && { others }),
  }
}

function titleOf(value: unknown): string {
  return String(value).trim().slice(0, 300)
}

function idOf(value: unknown): string | undefined {
  return /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.exec(String(value ?? ''))?.[0]
}
