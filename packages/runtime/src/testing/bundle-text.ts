import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundleBackend } from '../bundle.ts'

/** A backend in words: the body of its `run`, in which `chat` is the conversation, and what else it declares. */
export type Code = { readonly name: string; readonly body: string; readonly more?: string | undefined }

export type BundleText = { readonly text: string; readonly hash: string; readonly sourceMap: string }

// What is a namespace inside of `z` is left out by esbuild unless it is named. The names that a body uses are
// declared in its text, for esbuild gives others to parameters.
const TEMPLATE = `import { defineBackend, StepError, TerminalError, z } from '@hilo/sdk'
const make = (templateNames) => {
  globalThis.TEMPLATE_NAMES
  return { name: 'template-name', TEMPLATE_MORE: 0, run: async (chat) => { TEMPLATE_BODY() } }
}
export default defineBackend(make({ z: { ...z, coerce: z.coerce, iso: z.iso }, StepError, TerminalError }))`
const NAMES = 'const { z, StepError, TerminalError } = templateNames'

let template: Promise<{ text: string; sourceMap: string }> | undefined

/**
 * The bundle of such a backend. Bundled once: the others differ from it by the text alone, so a test pays for
 * no compiler. The source map does not fit the body: where lines matter, bundle a file.
 */
export async function bundleText({ name, body, more = '' }: Code): Promise<BundleText> {
  template ??= bundleTemplate()
  const { text: empty, sourceMap } = await template
  const text = empty
    .replace('globalThis.TEMPLATE_NAMES', () => NAMES)
    .replace('template-name', () => name)
    .replace('TEMPLATE_MORE:0,', () => more)
    .replace('TEMPLATE_BODY()', () => body)
  return { text, hash: createHash('sha256').update(text).digest('hex'), sourceMap }
}

async function bundleTemplate(): Promise<{ text: string; sourceMap: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'hilo-template-'))
  try {
    const file = join(folder, 'backend.ts')
    writeFileSync(file, TEMPLATE)
    const { bundlePath } = await bundleBackend(file, { outDir: join(folder, 'out') })
    return {
      text: readFileSync(bundlePath, 'utf8'),
      sourceMap: readFileSync(`${bundlePath}.map`, 'utf8'),
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
