import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundleBackend } from '@hilo/runtime'
import { DEMO_FOLDER } from './bundle.ts'

const EXAMPLE = fileURLToPath(new URL('../../../../examples/table-booking/backend.ts', import.meta.url))

/** Bundles the example and asks it what it is, which no start has to do again. */
export async function buildDemo(): Promise<void> {
  rmSync(DEMO_FOLDER, { recursive: true, force: true })
  const { hash, manifest } = await bundleBackend(EXAMPLE, { outDir: DEMO_FOLDER })
  writeFileSync(join(DEMO_FOLDER, 'bundle.json'), JSON.stringify({ hash, manifest }))
}
