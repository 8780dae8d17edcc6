import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ownerOf } from '../db/embedded/owner.ts'
import { stopLeftover } from '../db/embedded/stop-leftover.ts'
import { startEmbedded } from '../db/embedded.ts'

/** The environment variable through which every test process finds the one PostgreSQL of a test run. */
export const ADMIN_URL_VARIABLE = 'HILO_TEST_ADMIN_URL'

const FOLDER_PREFIX = 'hilo-test-'
const ABANDONED_AFTER_MS = 60_000

/**
 * Starts the PostgreSQL that all tests of a run share, and removes it with its data on `stop`. Set
 * `HILO_TEST_ADMIN_URL` to test against another PostgreSQL: then nothing is started and nothing is removed.
 *
 * It does not sync to the disk: what it holds is worth nothing after the run.
 */
export async function testServer(): Promise<{ adminUrl: string; stop(): Promise<void> }> {
  const given = process.env[ADMIN_URL_VARIABLE]
  if (given) return { adminUrl: given, stop: async () => undefined }
  await removeAbandoned()
  const dataDir = mkdtempSync(join(tmpdir(), FOLDER_PREFIX))
  const embedded = await startEmbedded({ dataDir, log: () => undefined, isDurable: false })
  return {
    adminUrl: embedded.adminUrl,
    async stop() {
      await embedded.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** The superuser's URL of the server this run shares; tests make their own databases on it. */
export function testAdminUrl(): string {
  const url = process.env[ADMIN_URL_VARIABLE]
  if (!url) throw new Error(`${ADMIN_URL_VARIABLE} is not set: run the tests through "npm test" or vitest.`)
  return url
}

/** A test run that was killed cannot stop its server, so the next one does. */
async function removeAbandoned(): Promise<void> {
  const folders = readdirSync(tmpdir()).filter((name) => name.startsWith(FOLDER_PREFIX))
  for (const name of folders) {
    const dataDir = join(tmpdir(), name)
    if (!isAbandoned(dataDir)) continue
    await stopLeftover(dataDir)
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/** A folder without an owner may also be one that another run has made just now. */
function isAbandoned(dataDir: string): boolean {
  const { mtimeMs } = statSync(dataDir, { throwIfNoEntry: false }) ?? { mtimeMs: Date.now() }
  return Date.now() - mtimeMs > ABANDONED_AFTER_MS && ownerOf(dataDir) === null
}
