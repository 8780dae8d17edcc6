import type { PageOutcome, SourceImport, SourceOrigin, SourceReason, SourceSchedule } from '@hilo/protocol'

const ORIGINS: Record<SourceOrigin, string> = { file: 'File', page: 'Page', site: 'Site' }
const SCHEDULES: Record<SourceSchedule, string> = {
  none: 'Only when asked',
  daily: 'Every day',
  weekly: 'Every week',
  monthly: 'Every month',
}
const STATUSES: Record<SourceImport['status'], string> = {
  running: 'Reading',
  done: 'Read',
  failed: 'Failed',
  cancelled: 'Cancelled',
}
const OUTCOMES: Record<PageOutcome | 'waiting', string> = {
  waiting: 'Waiting',
  taken: 'Taken',
  unchanged: 'Unchanged',
  skipped: 'Skipped',
  failed: 'Failed',
  gone: 'Gone',
}
const REASONS: Record<SourceReason, string> = {
  robots: 'The site’s robots.txt does not allow it',
  excluded: 'Left out by the patterns',
  depth: 'Too many links from the first page',
  limit: 'The limit of pages was reached',
  elsewhere: 'It leads to another site',
  redirect: 'It leads to another page, which is read as itself',
  type: 'It is no text: neither a page nor a PDF',
  hidden: 'It asks not to be indexed',
  duplicate: 'It says the same as another page',
  many_articles: 'The organization has all the articles that it may have. Delete some, then read it again',
  edited: 'A member changed its article: that stays',
  deleted: 'A member deleted its article: that stays',
  empty: 'There is no text in it. A scan is a picture: save it with its text',
  unreadable: 'It cannot be read: it is damaged, or not what its name says',
  encrypted: 'It is protected by a password. Save it without one',
  too_long: 'It is too long. Split it',
  bomb: 'It unpacks to more than 100 MB. Leave its pictures out',
  slow: 'Reading it took too long. Split it',
  memory: 'Reading it took too much memory. Split it',
  many_rows: 'It has more than 5,000 rows. Split it',
  refused: 'The address is none that may be reached: it is private, or on another port',
  unreachable: 'The site did not answer',
  timeout: 'The site took too long',
  too_large: 'The page is larger than 10 MB',
  forbidden: 'The site does not let anybody read it without signing in',
  status: 'The site answered with an error',
  crashed: 'Reading it ended the server, so it is left alone',
  not_found: 'It is not there any more',
  robots_unreachable: 'The site’s robots.txt could not be read, so nothing may be. Try again later',
  nothing: 'There was nothing to take',
  file_missing: 'The file is not there any more. Upload it again',
  internal: 'Something failed here. It has been logged; try again',
}

/** The English words of sources. */
export const sourcesEn = {
  title: 'Sources',
  error: 'The sources could not be loaded',
  emptyTitle: 'No sources yet',
  emptyBody: 'Drop a file here, or add a page or a site: what it says becomes articles that answer.',
  intro: 'Drop files anywhere on this page: PDF, DOCX, Markdown, HTML, TXT or CSV, up to 20 MB.',
  drop: 'Drop to read',
  upload: 'Upload',
  uploadTitle: (count: number) => (count === 1 ? 'Read one file' : `Read ${count} files`),
  moreFiles: (count: number) => (count === 1 ? 'and one more' : `and ${count} more`),
  add: 'Add site',
  back: 'All sources',
  origins: ORIGINS,
  schedules: SCHEDULES,
  statuses: STATUSES,
  outcomes: OUTCOMES,
  reasons: REASONS,
  /** Of a file they are articles, whose gender is not that of pages where words have one. */
  ofFile: {
    outcomes: OUTCOMES,
    all: 'All',
    counts: (taken: string, unchanged: string, rest: string) =>
      `${taken} taken, ${unchanged} unchanged, ${rest} not taken`,
  },
  takenFrom: {
    file: (name: string) => `from the file “${name}”`,
    page: (name: string) => `from the page “${name}”`,
    site: (name: string) => `from the site “${name}”`,
  },
  articles: (count: number, shown: string) => (count === 1 ? 'One article' : `${shown} articles`),
  pageDrafts: { alone: 'Draft', beside: 'Draft beside what is published' },
  drafts: (count: number, shown: string) =>
    count === 1 ? 'One draft waits to be published' : `${shown} drafts wait to be published`,
  publication: {
    title: 'Drafts',
    all: (count: number, shown: string) => (count === 1 ? 'Publish it' : `Publish all ${shown}`),
    hint: 'All that waits now, in the background; what comes later goes on to wait',
    ask: (count: number, shown: string) =>
      count === 1 ? 'Publish one draft?' : `Publish all ${shown} drafts?`,
    askBody: (count: number): string =>
      (count === 1 ? 'It answers as it stands now.' : 'They answer as they stand now, a few at a time.') +
      ' What somebody rewrites or an import takes meanwhile goes on to wait.',
    tooMuch: (most: string) =>
      `They are more than can be tried together: ${most} drafts, or 5 MB of text. ` +
      'Publish some of them first.',
    progress: (done: string, all: string) => `Publishing: ${done} of ${all} drafts`,
    cancel: 'Stop publishing',
    cancelled: 'Stopped by a member: what was published answers.',
    reasons: {
      gate:
        'Stopped: something is not as it was tried. What was published answers; try what still waits, ' +
        'then publish it.',
      internal: 'Something failed here. It has been logged; publish again.',
    },
    counts: {
      published: (_count: number, shown: string) => `${shown} published`,
      rewritten: (count: number, shown: string): string =>
        count === 1
          ? '1 was rewritten meanwhile and still waits'
          : `${shown} were rewritten meanwhile and still wait`,
      empty: (count: number, shown: string): string =>
        count === 1 ? '1 has no text and still waits' : `${shown} have no text and still wait`,
      gone: (count: number, shown: string): string =>
        count === 1 ? '1 was deleted or published otherwise' : `${shown} were deleted or published otherwise`,
    },
    left: (count: number, shown: string): string =>
      count === 1 ? '1 was left and still waits' : `${shown} were left and still wait`,
  },
  toDrafts: 'Try and publish some',
  toDraftsSoFar: 'See those so far',
  readAt: (when: string) => `read ${when}`,
  nextAt: (when: string) => `again ${when}`,
  listing: 'Looking for its pages',
  gone: (count: string) => `${count} gone`,
  progress: (done: string, all: string) => `${done} of ${all} pages`,
  uploading: (percent: number) => `${percent}%`,
  uploads: 'Files on their way',
  dismiss: (name: string) => `Dismiss ${name}`,
  again: 'Read again',
  cancel: 'Cancel',
  replace: 'Upload newer version',
  remove: 'Delete',
  removeTitle: (name: string) => `Delete ${name}?`,
  removeBody: 'Its articles answer no more. What quoted them can still be opened.',
  keep: 'Keep it',
  isRunning: 'It is being read',
  figures: 'Last import',
  pages: 'Pages',
  parts: 'Articles of the file',
  whole: 'The whole file',
  filter: 'Show pages',
  all: 'All',
  nothing: 'Nothing here',
  more: 'Show more',
  missed: (count: number): string =>
    count === 1
      ? 'Missing once: its article answers until it is missing again'
      : 'Missing twice: its article answers no more',
  history: 'Earlier imports',
  byMember: 'asked for',
  bySchedule: 'by schedule',
  counts: (taken: string, unchanged: string, rest: string) =>
    `${taken} taken, ${unchanged} unchanged, ${rest} not taken`,
  settings: 'Settings',
  save: 'Save',
  saved: 'Saved. What is read, and how, holds from the next import on.',
  form: {
    kind: 'What to read',
    kinds: { page: 'One page', site: 'A site: the page and where it leads' },
    url: 'Address',
    urlHint: 'The first page, such as https://example.com/help',
    name: 'Name',
    language: 'Language',
    languageHint: 'Such as es or pt-BR. Empty: as each page says itself.',
    audience: 'Who is answered from it',
    audiences: { public: 'Everybody', internal: 'Members only' },
    audienceHint:
      'Members only holds at once, also for what members wrote over it. Everybody holds from the next ' +
      'import on, and for what members wrote over it once they set it there.',
    publishing: 'What is new or changed',
    publishings: { at_once: 'Publish at once', as_drafts: 'Keep as drafts until they are published' },
    publishingHints: {
      at_once: 'It answers as soon as it was read. Test sets are played after it, and do not hold it back.',
      as_drafts:
        'What answers now stays until somebody publishes the drafts, behind the test sets that articles ' +
        'have to pass. A newer import replaces a draft that nobody wrote over. What is gone from the ' +
        'source still answers no more.',
    },
    schedule: 'Read again',
    pagesMax: 'Pages at most',
    depthMax: 'Links from the first page at most',
    delay: 'Milliseconds between two requests',
    delayHint: 'The site may ask for more in its robots.txt.',
    include: 'Only these paths',
    includeHint: 'One a line, * for anything: /help/*. Empty: all.',
    exclude: 'Not these paths',
    excludeHint: 'One a line. They win over the others.',
    sitemap: 'Read the site’s own list of pages too (sitemap)',
    start: 'Read now',
  },
}
