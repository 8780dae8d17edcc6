import { z } from 'zod'
import { ArticleAudience, ArticleKind, ArticleWords } from './article.ts'
import { Actor } from './deploy.ts'
import { Id } from './id.ts'
import {
  PAGE_OUTCOMES,
  PATTERNS_MAX,
  SITE_DELAY_MAX_MS,
  SITE_DEPTH_MAX,
  SITE_PAGES_MAX,
  SOURCE_NAME_MAX,
  SOURCE_ORIGINS,
  SOURCE_PUBLISHINGS,
  SOURCE_REASONS,
  SOURCE_SCHEDULES,
  SOURCE_URL_MAX,
} from './source-limits.ts'

/** Where knowledge is taken from: files that were uploaded, pages and sites that are read again. */

export const SourceOrigin = z.enum(SOURCE_ORIGINS)
export type SourceOrigin = z.infer<typeof SourceOrigin>

/** How often a page or a site is read again. */
export const SourceSchedule = z.enum(SOURCE_SCHEDULES)
export type SourceSchedule = z.infer<typeof SourceSchedule>

/**
 * What becomes of a page that is new or changed: it answers at once, or is kept as a draft until somebody
 * publishes it, which test sets have a say in. What answered before goes on answering meanwhile.
 */
export const SourcePublishing = z.enum(SOURCE_PUBLISHINGS)
export type SourcePublishing = z.infer<typeof SourcePublishing>

/** A way within a site, in which `*` is anything: `/help/*`. */
const Pattern = z.string().trim().max(200).regex(/^[/*]/, 'must begin with / or *, such as /help/*')

export const SiteLimits = z.strictObject({
  pagesMax: z.number().int().min(1).max(SITE_PAGES_MAX),
  /** How many links away from the first page. */
  depthMax: z.number().int().min(0).max(SITE_DEPTH_MAX),
  /** Only pages that one of them fits; all where there is none. */
  include: z.array(Pattern).max(PATTERNS_MAX),
  /** No page that one of them fits, whatever else fits. */
  exclude: z.array(Pattern).max(PATTERNS_MAX),
  /** From one request to the next at least; the site may ask for more. */
  delayMs: z.number().int().min(0).max(SITE_DELAY_MAX_MS),
  /** Whether the site's list of its pages is read too. */
  usesSitemap: z.boolean(),
})
export type SiteLimits = z.infer<typeof SiteLimits>

/** What a member sets of a source, whatever it is. */
export const SourceSettings = z.strictObject({
  name: z.string().trim().min(1).max(SOURCE_NAME_MAX),
  /** Null: each page says its own, or its words do. */
  language: ArticleWords.shape.language.nullable(),
  audience: ArticleAudience,
  schedule: SourceSchedule,
  /** Absent: as it was, and of a new source `at_once`. */
  publishing: SourcePublishing.optional(),
  /** Null for what is no site. */
  site: SiteLimits.nullable(),
})
export type SourceSettings = z.infer<typeof SourceSettings>

export const SourceUrl = z
  .string()
  .trim()
  .max(SOURCE_URL_MAX)
  .refine((url) => isWebAddress(url), 'must be a whole address, such as https://example.com/help')

/** Without a name and a password, which nobody but the site should know. */
function isWebAddress(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, username, password } = new URL(text)
  return (protocol === 'https:' || protocol === 'http:') && username === '' && password === ''
}

/** What became of a page in the last import that came to it. */
export const PageOutcome = z.enum(PAGE_OUTCOMES)
export type PageOutcome = z.infer<typeof PageOutcome>

/** Why a page was skipped or failed, or an import as a whole. */
export const SourceReason = z.enum(SOURCE_REASONS)
export type SourceReason = z.infer<typeof SourceReason>

export const SourceImport = z.object({
  id: Id,
  cause: z.enum(['member', 'schedule']),
  status: z.enum(['running', 'done', 'failed', 'cancelled']),
  reason: SourceReason.nullable(),
  /** What the other side said, for who looks for the reason. */
  detail: z.string().nullable(),
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  /** How many pages came to which end, and how many wait. */
  waiting: z.number().int(),
  counts: z.record(PageOutcome, z.number().int()),
})
export type SourceImport = z.infer<typeof SourceImport>

/**
 * - `running`: it goes on. `done`: all that waited was looked at.
 * - `cancelled`: by a member, or its source was deleted. `stopped`: by itself, for its reason.
 */
const PublicationStatus = z.enum(['running', 'done', 'cancelled', 'stopped'])

/** All that waited of a source when somebody asked for it, published in the background. */
export const SourcePublication = z.object({
  id: Id,
  status: PublicationStatus,
  /** `gate`: a test set asks for another try, because something is not as it was tried. `internal`: a failure. */
  reason: z.enum(['gate', 'internal']).nullable(),
  /** How many articles waited then. */
  asked: z.number().int(),
  /** What became of those that were come to; the others wait. */
  counts: z.object({
    published: z.number().int(),
    /** Somebody, or a newer import, wrote over it since: it waits as it is now. */
    rewritten: z.number().int(),
    /** It has no text: it waits. */
    empty: z.number().int(),
    /** It was deleted or published otherwise since: it waits no more. */
    gone: z.number().int(),
  }),
  by: Actor.nullable(),
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
})
export type SourcePublication = z.infer<typeof SourcePublication>

export const Source = z.object({
  id: Id,
  origin: SourceOrigin,
  kind: ArticleKind,
  ...SourceSettings.shape,
  publishing: SourcePublishing,
  /** The first page; null for a file. */
  url: z.string().nullable(),
  filename: z.string().nullable(),
  /** How many articles of it there are. */
  articles: z.number().int(),
  /** In how many of them something newer waits to be published, whoever wrote it. */
  drafts: z.number().int(),
  /** When it is read again; null when nobody has set that. */
  nextAt: z.iso.datetime().nullable(),
  lastImport: SourceImport.nullable(),
  /** Null: nobody has asked that all that waits be published. */
  lastPublication: SourcePublication.nullable(),
  createdAt: z.iso.datetime(),
})
export type Source = z.infer<typeof Source>

/** A page of a site, or a part of a file. */
export const SourcePage = z.object({
  id: Id,
  /** Its address; within a file the part, empty for the whole. */
  place: z.string(),
  title: z.string().nullable(),
  /** Null while it waits. */
  outcome: PageOutcome.nullable(),
  reason: SourceReason.nullable(),
  detail: z.string().nullable(),
  /** How many imports in a row it was not there: after the second its article answers no more. */
  missed: z.number().int(),
  articleId: Id.nullable(),
  /** Something newer of its article waits to be published, beside what answers or alone; null: nothing does. */
  draft: z.enum(['alone', 'beside']).nullable(),
  /** When its words were last taken, and when it was last looked at. */
  takenAt: z.iso.datetime().nullable(),
  lookedAt: z.iso.datetime().nullable(),
})
export type SourcePage = z.infer<typeof SourcePage>
