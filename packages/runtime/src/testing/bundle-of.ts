import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Bundle, bundleBackend } from '../bundle.ts'
import type { PlayJob } from '../host/play-job.ts'
import { bundleText } from './bundle-text.ts'

const folder = mkdtempSync(join(tmpdir(), 'hilo-runtime-'))
const outDir = join(folder, 'out')
mkdirSync(outDir)
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
let count = 0

/** Bundles a backend whose `run` has this body; `chat` is its conversation. */
export async function bundleOf(
  body: string,
  more = '',
): Promise<PlayJob['version'] & { bundlePath: string }> {
  const { hash, text } = await bundleText({ name: 'test', body, more })
  const bundlePath = join(outDir, `${hash}.cjs`)
  writeFileSync(bundlePath, text)
  return { hash, bundlePath }
}

/** Bundles a file with this text, and asks it for its manifest. */
export function bundleSource(source: string, startMs?: number): Promise<Bundle> {
  const file = join(folder, `backend-${++count}.ts`)
  writeFileSync(file, source)
  return bundleBackend(file, { outDir, ...(startMs === undefined ? {} : { startMs }) })
}
