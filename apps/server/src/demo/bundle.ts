import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { BackendManifest } from '@hilo/protocol'

/** Where the build leaves the example, which is the same for every start. */
export const DEMO_FOLDER = fileURLToPath(new URL('../../dist/demo/', import.meta.url))

export type DemoBundle = {
  hash: string
  manifest: BackendManifest
  bundle: Buffer
  sourceMap: string
}

/** @throws Error with a sentence that says what to do, when the example was not built. */
export async function readDemoBundle(): Promise<DemoBundle> {
  const { hash, manifest } = described()
  const path = join(DEMO_FOLDER, `${hash}.cjs`)
  const [bundle, sourceMap] = await Promise.all([readFile(path), readFile(`${path}.map`, 'utf8')])
  return { hash, manifest, bundle, sourceMap }
}

function described(): Pick<DemoBundle, 'hash' | 'manifest'> {
  try {
    return JSON.parse(readFileSync(join(DEMO_FOLDER, 'bundle.json'), 'utf8'))
  } catch (cause) {
    throw new Error('The example has not been built: run "npm run build".', { cause })
  }
}
