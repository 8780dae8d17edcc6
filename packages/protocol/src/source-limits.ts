/** What of sources the dashboard needs to know beside their types. */

export const SOURCE_ORIGINS = ['file', 'page', 'site'] as const
export const SOURCE_SCHEDULES = ['none', 'daily', 'weekly', 'monthly'] as const
export const SOURCE_PUBLISHINGS = ['at_once', 'as_drafts'] as const
export const PAGE_OUTCOMES = ['taken', 'unchanged', 'skipped', 'failed', 'gone'] as const

/** Of an org. */
export const SOURCES_MAX = 500
export const SOURCE_NAME_MAX = 120
export const SOURCE_FILE_BYTES_MAX = 20 * 1_048_576
export const SOURCE_URL_MAX = 2_000
export const SITE_PAGES_MAX = 5_000
export const SITE_DEPTH_MAX = 20
export const SITE_DELAY_MAX_MS = 60_000
export const PATTERNS_MAX = 50

/** So many drafts of a source are tried together, and so long ones: of more each search takes too long. */
export const TRIED_MAX = 1_000
export const TRIED_BYTES_MAX = 5_000_000

/** Why a page was skipped or failed, or an import as a whole. */
export const SOURCE_REASONS = [
  // Skipped.
  'robots',
  'excluded',
  'depth',
  'limit',
  'elsewhere',
  'redirect',
  'type',
  'hidden',
  'duplicate',
  'many_articles',
  // Skipped, because members decided otherwise.
  'edited',
  'deleted',
  // Of what is in it.
  'empty',
  'unreadable',
  'encrypted',
  'too_long',
  'bomb',
  'slow',
  'memory',
  'many_rows',
  // Of the way to it.
  'refused',
  'unreachable',
  'timeout',
  'too_large',
  'forbidden',
  'status',
  'crashed',
  'not_found',
  // Of an import.
  'robots_unreachable',
  'nothing',
  'file_missing',
  'internal',
] as const
