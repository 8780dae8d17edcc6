import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { bundleBackend } from './bundle.ts'
import { bundleSource } from './testing/bundle-of.ts'

const SOURCE = `import { defineBackend, z } from '@hilo/sdk'
export default defineBackend({
  name: 'booking',
  config: z.object({ guestsMax: z.number().int().min(1).default(8), url: z.url().describe('Where?') }),
  secrets: ['TOKEN'],
  egress: ['*.example.com'],
  run: async () => {},
})`

describe('bundleBackend', () => {
  test('tells what the backend is, its configuration as JSON schema', async () => {
    const { hash, bundlePath, manifest } = await bundleSource(SOURCE)

    expect(bundlePath.endsWith(`${hash}.cjs`)).toBe(true)
    expect(manifest).toEqual({
      name: 'booking',
      secrets: ['TOKEN'],
      egress: ['*.example.com'],
      config: expect.objectContaining({
        type: 'object',
        required: ['url'],
        properties: {
          guestsMax: expect.objectContaining({ type: 'integer', minimum: 1, default: 8 }),
          url: expect.objectContaining({ type: 'string', format: 'uri', description: 'Where?' }),
        },
      }),
    })
  })

  test('gives the same sources the same hash wherever they are, and other sources another', async () => {
    const at = (name: string, source: string) => {
      const folder = mkdtempSync(join(tmpdir(), 'hilo-bundle-'))
      onTestFinished(() => rmSync(folder, { recursive: true }))
      writeFileSync(join(folder, name), source)
      return bundleBackend(join(folder, name), { outDir: join(folder, 'out') })
    }
    const [here, there, changed] = await Promise.all([
      at('a.ts', SOURCE),
      at('a.ts', SOURCE),
      at('a.ts', SOURCE.replace('booking', 'booked')),
    ])

    expect(there.hash).toBe(here.hash)
    expect(changed.hash).not.toBe(here.hash)
  })

  test('does not tell where the server is installed', async () => {
    const { bundlePath } = await bundleSource(SOURCE)
    const installed = join(import.meta.dirname, '../..')

    const texts = [bundlePath, `${bundlePath}.map`].map((path) => readFileSync(path, 'utf8'))
    expect(texts.map((text) => text.includes(installed.slice(1)))).toEqual([false, false])
  })

  test.each([
    ['does not parse', 'export default {', /^backend-\d+\.ts:1:17: /],
    [
      'imports a part of Node',
      `import fs from 'node:fs'\nexport default fs`,
      /'node:fs' is imported by backend-\d+\.ts, but/,
    ],
    ['requires it', `export default require('child_process')`, /'child_process' is imported/],
    ['imports a path of it', `import fs from 'fs/promises'\nexport default fs`, /'fs\/promises' is imported/],
    [
      'imports what does not exist',
      `import x from './nothing.ts'\nexport default x`,
      /Could not resolve ".\/nothing.ts"/,
    ],
    ['has no backend', 'export default 1', /no default export made by defineBackend/],
    ['throws when it is loaded', `throw new Error('at once')`, /Error: at once/],
    ['has a wrong name', SOURCE.replace('booking', 'Mi Backend'), /'Mi Backend' cannot name a backend/],
  ])('refuses a file that %s, in words', async (_name, source, words) => {
    await expect(bundleSource(source)).rejects.toMatchObject({
      name: 'AppError',
      code: 'invalid_request',
      message: expect.stringMatching(words),
    })
  })

  test('gives a file that never ends to load its time, and no more', async () => {
    const loading = bundleSource('for (;;);\nexport default 1', 400)

    await expect(loading).rejects.toThrow('It did not start within 0.4 seconds.')
  })

  test('allows what needs no permission', async () => {
    const { manifest } = await bundleSource(
      `import { createHash } from 'node:crypto'\n${SOURCE.replace('booking', 'hashing')}\ncreateHash('sha256')`,
    )
    expect(manifest.name).toBe('hashing')
  })
})
