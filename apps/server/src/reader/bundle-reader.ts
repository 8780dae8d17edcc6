import { createHash } from 'node:crypto'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'

const MAIN = join(import.meta.dirname, 'child.ts')

/**
 * Bundles the process that reads into one file, because nothing else of the machine is there for it. Named by
 * what is in it, so that servers of two versions beside each other each have their own.
 */
export async function bundleReader(folder: string): Promise<string> {
  const { outputFiles } = await build({
    ...{ entryPoints: [MAIN], bundle: true, write: false, format: 'cjs', platform: 'node', target: 'node24' },
    ...{ conditions: ['import'], mainFields: ['module', 'main'], minifyWhitespace: true, logLevel: 'silent' },
  })
  const code = outputFiles[0]?.contents
  if (!code) throw new Error('esbuild gave no output.')
  const hash = createHash('sha256').update(code).digest('hex').slice(0, 16)
  const path = join(folder, `reader-${hash}.cjs`)
  await mkdir(folder, { recursive: true })
  const unfinished = `${path}.${process.pid}`
  await writeFile(unfinished, code)
  await rename(unfinished, path)
  return path
}
