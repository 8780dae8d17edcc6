import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BackendManifest } from '@hilo/protocol'
import { type Isolation, readManifest } from '@hilo/runtime'

export type Describe = (bundle: Uint8Array) => Promise<BackendManifest>

/**
 * Asks a bundle what it is, in a process that is isolated as those of the runs are. One at a time: who
 * deploys much waits, instead of taking the machine's memory from the runs.
 */
export function createDescribe(isolation: Isolation): Describe {
  let last: Promise<unknown> = Promise.resolve()
  return (bundle) => {
    const described = last.then(() => describe(bundle, isolation))
    last = described.catch(() => undefined)
    return described
  }
}

async function describe(bundle: Uint8Array, isolation: Isolation): Promise<BackendManifest> {
  const folder = await mkdtemp(join(tmpdir(), 'hilo-describe-'))
  try {
    const path = join(folder, 'backend.cjs')
    await writeFile(path, bundle)
    return await readManifest(path, isolation)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
