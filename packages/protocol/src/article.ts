import { z } from 'zod'
import { Actor } from './deploy.ts'
import { Id } from './id.ts'
import { SOURCE_ORIGINS } from './source-limits.ts'

/** What an org knows: articles, the versions of each, and the pieces that a question finds. */

/** Pages, or questions with their answers: each is judged by a threshold of its own. */
export const ArticleKind = z.enum(['page', 'faq'])
export type ArticleKind = z.infer<typeof ArticleKind>

/** Whom an article is for: whoever asks, or members only. */
export const ArticleAudience = z.enum(['public', 'internal'])
export type ArticleAudience = z.infer<typeof ArticleAudience>

export const ARTICLE_TITLE_MAX = 300
export const ARTICLE_BODY_MAX = 200_000
export const ALTERNATES_MAX = 100
export const QUESTION_MAX = 1_000

const Language = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'must be a language such as es or pt-BR')

/**
 * - `draft`: it answers nobody.
 * - `published`: what answers is its newest version.
 * - `changed`: what answers is another version than its newest.
 */
export const ArticleStatus = z.enum(['draft', 'published', 'changed'])
export type ArticleStatus = z.infer<typeof ArticleStatus>

/** So many articles are tried and published together. */
export const TOGETHER_MAX = 50

export const SEARCH_MAX = 200

/** What a list of articles is narrowed to. */
export const ArticleFilter = z.object({
  /** Words of titles and other questions, or of what is published. */
  search: z.string().trim().min(1).max(SEARCH_MAX).optional(),
  status: ArticleStatus.optional(),
  audience: ArticleAudience.optional(),
  language: Language.optional(),
})
export type ArticleFilter = z.infer<typeof ArticleFilter>

/** What is written of an article. */
export const ArticleWords = z.strictObject({
  /** Such as `es` or `pt-BR`. */
  language: Language,
  audience: ArticleAudience,
  title: z.string().trim().min(1).max(ARTICLE_TITLE_MAX),
  /** Markdown. A draft may have none yet; nothing is published without. */
  body: z.string().max(ARTICLE_BODY_MAX),
  /** Other questions that it answers. */
  alternates: z.array(z.string().trim().min(1).max(ARTICLE_TITLE_MAX)).max(ALTERNATES_MAX),
})
export type ArticleWords = z.infer<typeof ArticleWords>

export const ArticleVersion = z.object({
  ...ArticleWords.shape,
  articleId: Id,
  version: z.number().int(),
  /** Who wrote it last; null for the installation itself. */
  by: Actor.nullable(),
  /** The source whose import wrote it; null: no import did. */
  from: z.object({ id: Id, name: z.string(), origin: z.enum(SOURCE_ORIGINS) }).nullable(),
  createdAt: z.iso.datetime(),
  /** From then on it is never changed again; null while it is a draft. */
  firstPublishedAt: z.iso.datetime().nullable(),
  /** Who let it answer first; null: an import or the installation itself did, or it was before that was kept. */
  publishedBy: Actor.nullable(),
})
export type ArticleVersion = z.infer<typeof ArticleVersion>

const State = {
  id: Id,
  kind: ArticleKind,
  /** The newest version. */
  version: z.number().int(),
  /** The one that answers; null while none does. */
  publishedVersion: z.number().int().nullable(),
  changedAt: z.iso.datetime(),
}

export const ArticleSummary = z.object({
  ...State,
  title: z.string(),
  language: z.string(),
  audience: ArticleAudience,
  /** The other languages in which an article says the same. */
  otherLanguages: z.array(z.string()),
  /** The one that it was written from changed since. */
  isOutdated: z.boolean(),
  /** Its newest version has answered once. */
  hasAnswered: z.boolean(),
  /** Who wrote its newest version last; null for the installation itself. */
  by: Actor.nullable(),
  /** The source that it was taken from; null where members write it. */
  sourceName: z.string().nullable(),
  /** Raised by every change. */
  revision: z.number().int(),
})
export type ArticleSummary = z.infer<typeof ArticleSummary>

/** An article that says the same in one language. */
export const ArticleVariant = z.object({
  id: Id,
  language: z.string(),
  title: z.string(),
  isPublished: z.boolean(),
  /** The others were written from it. */
  isFirst: z.boolean(),
  /** What the first one answers with is newer than what somebody last saw to here. */
  isOutdated: z.boolean(),
})
export type ArticleVariant = z.infer<typeof ArticleVariant>

export const Article = z.object({
  ...State,
  /** Raised by every change. */
  revision: z.number().int(),
  createdAt: z.iso.datetime(),
  newest: ArticleVersion,
  /** Those that say the same in several languages, this one among them; none when it is alone. */
  variants: z.array(ArticleVariant),
})
export type Article = z.infer<typeof Article>

/** A piece of an article that a question found, and why it stands where it does. */
export const Candidate = z.object({
  chunkId: Id,
  articleId: Id,
  version: z.number().int(),
  kind: ArticleKind,
  audience: ArticleAudience,
  title: z.string(),
  headings: z.array(z.string()),
  /** Where the piece is in the body of that version. */
  start: z.number().int(),
  end: z.number().int(),
  /** The piece without its markup. */
  text: z.string(),
  score: z.number(),
  /** What it scores by its title, its text, the letters of its title, and its other questions. */
  signals: z.object({
    title: z.number(),
    body: z.number(),
    trigram: z.number(),
    alternate: z.number(),
    /** How near it is in meaning, from -1 to 1; absent where that is not looked at. */
    meaning: z.number().optional(),
    /** How much of the question its words say, where nearness is evidence too; absent where it is not. */
    words: z.number().optional(),
  }),
  /** How much of the question it says, from 0 to 1; where nearness is evidence, words and nearness together. */
  evidence: z.number(),
  /** Of a message that asks several things: which of its questions found it, from 1 on, and is meant by evidence. */
  part: z.number().int().optional(),
})
export type Candidate = z.infer<typeof Candidate>

/** A piece of an article as it is read without markup: a heading, a paragraph, an item of a list, code. */
export const ArticleBlock = z.object({
  kind: z.enum(['heading', 'text', 'item', 'code']),
  parts: z.array(
    z.object({
      /** Of a picture, what is on it. */
      text: z.string(),
      isCited: z.boolean(),
      /** Where it leads. */
      href: z.string().optional(),
      /** The picture that it stands for. */
      src: z.string().optional(),
    }),
  ),
})
export type ArticleBlock = z.infer<typeof ArticleBlock>
/** So many questions with their answers are written at once. */
export const QUESTIONS_MAX = 200

/** A question with its answer, as it is added beside others. */
export const NewQuestion = z.strictObject({
  question: ArticleWords.shape.title,
  answer: ArticleWords.shape.body.trim().min(1),
  alternates: ArticleWords.shape.alternates,
})
export type NewQuestion = z.infer<typeof NewQuestion>

/** From which evidence on the articles of a kind answer. */
export const Calibration = z.object({
  kind: ArticleKind,
  threshold: z.number(),
  /** So many likely questions were asked to find it; null before it was calibrated. */
  asked: z.number().int().nullable(),
  /** There was too little to calibrate on: it is a careful one. */
  isCareful: z.boolean(),
  /** Where nearness in meaning is evidence too: how much of it, and from which on then; null: words alone are. */
  meaning: z.object({ share: z.number(), threshold: z.number() }).nullable(),
})
export type Calibration = z.infer<typeof Calibration>

/** What an org knows, in figures. */
export const Knowledge = z.object({
  published: z.number().int(),
  /** Of the published ones, those that contacts are answered from. */
  answering: z.number().int(),
  drafts: z.number().int(),
  /** Of its articles, the most frequent first. */
  languages: z.array(z.string()),
  calibrations: z.array(Calibration),
  calibratedAt: z.iso.datetime().nullable(),
  /** It is being calibrated, or will be in a moment. */
  isCalibrating: z.boolean(),
})
export type Knowledge = z.infer<typeof Knowledge>
