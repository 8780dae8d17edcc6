import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Bundle, bundleBackend } from '../bundle.ts'

const folder = mkdtempSync(join(tmpdir(), 'hilo-runtime-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
let count = 0

/** Bundles a backend whose `run` has this body; `chat` is its conversation. */
export function bundleOf(body: string, more = ''): Promise<Bundle> {
  return bundleSource(`import { defineBackend, TerminalError, z } from '@hilo/sdk'
export default defineBackend({ name: 'test', ${more} run: async (chat) => { ${body} } })`)
}

/** Bundles a file with this text. */
export function bundleSource(source: string): Promise<Bundle> {
  const file = join(folder, `backend-${++count}.ts`)
  writeFileSync(file, source)
  return bundleBackend(file, { outDir: join(folder, 'out') })
}
