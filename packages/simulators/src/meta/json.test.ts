import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { printMetaJson } from './json.ts'
import { signatureHeaders } from './signature.ts'

const corpus =
  process.env.HILO_CORPUS ?? fileURLToPath(new URL('../../../../../shared/corpus', import.meta.url))
const vectorsPath = `${corpus}/meta/signature/x_hub_signature_256_vectors.json`

describe('printMetaJson', () => {
  test('writes everything outside ASCII as lower-case escapes, pairs for what lies beyond 16 bits', () => {
    expect(printMetaJson({ text: 'José 🍝' })).toBe('{"text":"Jos\\u00e9 \\ud83c\\udf5d"}')
  })

  test('escapes slashes and leaves plain text alone', () => {
    expect(printMetaJson({ url: 'https://x.test/a' })).toBe('{"url":"https:\\/\\/x.test\\/a"}')
  })

  test('prints what any parser reads back', () => {
    const value = { text: 'a/b "ñ" \n\\u00e9', list: [1, null, true] }

    expect(JSON.parse(printMetaJson(value))).toEqual(value)
  })
})

describe.skipIf(!existsSync(vectorsPath))('the signature vectors', () => {
  type Vector = { name: string; app_secret: string; raw_body_utf8: string; header: string }
  const vectors: Vector[] = existsSync(vectorsPath) ? JSON.parse(readFileSync(vectorsPath, 'utf8')) : []

  test.each(vectors.map((vector) => [vector.name, vector] as const))(
    '%s is signed alike',
    (_name, vector) => {
      const headers = signatureHeaders(vector.raw_body_utf8, vector.app_secret)

      expect(headers['x-hub-signature-256']).toBe(vector.header)
    },
  )

  test.each(['unicode_escaped_as_sent', 'slash_escaped'])('%s is printed byte for byte', (name) => {
    const raw = vectors.find((vector) => vector.name === name)?.raw_body_utf8 ?? ''

    expect(printMetaJson(JSON.parse(raw))).toBe(raw)
  })
})

if (!existsSync(vectorsPath))
  process.stdout.write(`Skipped: there are no signature vectors in ${vectorsPath}\n`)
