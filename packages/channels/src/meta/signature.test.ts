import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { readCorpus } from '../testing/corpus.ts'
import { hasMetaSignature } from './signature.ts'

const BODY = Buffer.from('{"object":"page","text":"caf\\u00e9 \\/ 100\\u0025"}')
const SECRET = 'a-current-secret'

function sign(body: Uint8Array, secret = SECRET): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`
}

describe('hasMetaSignature', () => {
  test('accepts the bytes that the secret signed', () => {
    expect(hasMetaSignature(BODY, sign(BODY), [SECRET])).toBe(true)
  })

  test('accepts the previous secret while a new one is being introduced', () => {
    expect(hasMetaSignature(BODY, sign(BODY, 'the-previous-one'), [SECRET, 'the-previous-one'])).toBe(true)
  })

  test('refuses the same JSON printed again, because Meta escapes its own way', () => {
    const printedAgain = Buffer.from(JSON.stringify(JSON.parse(BODY.toString())))

    expect(hasMetaSignature(printedAgain, sign(BODY), [SECRET])).toBe(false)
  })

  test('refuses a body of which one byte changed', () => {
    const changed = Buffer.from(BODY)
    changed.writeUInt8(changed.readUInt8(3) ^ 1, 3)

    expect(hasMetaSignature(changed, sign(BODY), [SECRET])).toBe(false)
  })

  test('refuses another secret, no secret, and an empty secret', () => {
    expect(hasMetaSignature(BODY, sign(BODY, 'of-someone-else'), [SECRET])).toBe(false)
    expect(hasMetaSignature(BODY, sign(BODY), [])).toBe(false)
    expect(hasMetaSignature(BODY, sign(BODY, ''), ['', SECRET])).toBe(false)
  })

  test.each([
    ['no header', undefined],
    ['an empty header', ''],
    ['no prefix', sign(BODY).slice(7)],
    ['another algorithm', sign(BODY).replace('sha256', 'sha1')],
    ['upper-case hex', sign(BODY).toUpperCase().replace('SHA256', 'sha256')],
    ['a digit too few', sign(BODY).slice(0, -1)],
    ['a digit too many', `${sign(BODY)}0`],
    ['a new line at the end', `${sign(BODY)}\n`],
    ['two signatures in one', `${sign(BODY)}, ${sign(BODY)}`],
    ['what is no hex', `sha256=${'z'.repeat(64)}`],
  ])('refuses %s', (_name, header) => {
    expect(hasMetaSignature(BODY, header, [SECRET])).toBe(false)
  })

  test('refuses a header that was sent twice', () => {
    expect(hasMetaSignature(BODY, [sign(BODY)] as never, [SECRET])).toBe(false)
  })
})

type Vector = { name: string; app_secret: string; raw_body_utf8: string; header: string }
const vectors = readCorpus('meta/signature', /^x_hub/).flatMap(({ body }) => body as Vector[])

test.skipIf(vectors.length === 0)(
  'accepts every signature vector, and none of them with another secret',
  () => {
    const results = vectors.map(({ name, app_secret, raw_body_utf8, header }) => {
      const body = Buffer.from(raw_body_utf8)
      return [name, hasMetaSignature(body, header, [app_secret]), hasMetaSignature(body, header, ['other'])]
    })

    expect(results).toEqual(vectors.map(({ name }) => [name, true, false]))
  },
)
