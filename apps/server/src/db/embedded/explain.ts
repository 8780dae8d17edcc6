import { statfsSync } from 'node:fs'
import { dirname } from 'node:path'

type Cause = { readonly pattern: RegExp; readonly say: (folder: string) => string }

const FULL: Cause = {
  pattern: /No space left on device|ENOSPC|Disk quota exceeded/i,
  say: (folder) => `There is no room left on the disk of ${folder}: free some and start again.`,
}

const DAMAGED: Cause = {
  pattern:
    /PANIC|invalid checkpoint|could not locate a valid checkpoint|pg_control|not a valid data directory|incompatible with server|could not open (file|directory)|could not access directory|invalid (page|data) |is not a database cluster/i,
  say: (folder) => `The database in ${folder} is damaged: restore a backup, or run "npm run reset".`,
}

/** What a new database takes; initdb removes what it wrote when it fails, so the room is there again. */
const ROOM_BYTES = 64 * 1_048_576

const CAUSES: readonly Cause[] = [
  FULL,
  {
    pattern: /Address already in use|could not create any TCP\/IP sockets|could not bind/i,
    say: () => 'The port of the database is taken by another program: stop that program and start again.',
  },
  {
    pattern:
      /Permission denied|has invalid permissions|has wrong ownership|EACCES|EPERM|EROFS|Read-only file system|Operation not permitted/i,
    say: (folder) =>
      `PostgreSQL may not use ${folder}: give that folder to the account that runs Hilo, ` +
      'or set HILO_DATA_DIR.',
  },
  {
    pattern: /could not map anonymous shared memory|Cannot allocate memory|could not resize shared memory/i,
    say: () => 'There is not enough memory for PostgreSQL (about 200 MB): free some and start again.',
  },
  {
    pattern:
      /error while loading shared libraries|cannot execute|ENOENT|GLIBC_|is needed by .* but was not found/i,
    say: () =>
      'The PostgreSQL programs do not run here: run "npm ci", or set DATABASE_URL to one of your own.',
  },
  DAMAGED,
]

/**
 * Turns what PostgreSQL or initdb wrote before it gave up into one sentence that says what to do. What is not
 * recognised is quoted, because a guess would send the reader the wrong way.
 */
export function explainFailure(output: string, folder: string): string {
  const lastWords = output.match(/^.*(?:FATAL|PANIC|error):.*$/gim) ?? []
  const cause = CAUSES.find(({ pattern }) => pattern.test(lastWords.join('\n') || output))
  // The last words of one that ran out of room are often about what it could not finish.
  if (cause === DAMAGED && isFull(folder)) return withQuote(FULL.say(folder), lastWords.at(-1))
  if (cause) {
    return withQuote(
      cause.say(folder),
      lastWords.find((line) => cause.pattern.test(line)),
    )
  }
  const quote = lastWords.at(-1) ?? output.trim().split('\n').at(-1)
  return `PostgreSQL did not start: ${quote?.trim() || 'it said nothing'}`
}

/**
 * True when the server that was killed has not let go of its memory or its lock yet, so trying again helps.
 */
export function isLeftover(output: string): boolean {
  return /pre-existing shared memory block|lock file ".*" already exists|is still in use/i.test(output)
}

function isFull(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(dirname(folder))
    return bavail * bsize < ROOM_BYTES
  } catch {
    return false
  }
}

function withQuote(sentence: string, quote: string | undefined): string {
  const words = quote?.replace(/^.*?(?:FATAL|PANIC|error):\s*/i, '').trim()
  return words ? `${sentence} (PostgreSQL: ${words})` : sentence
}
