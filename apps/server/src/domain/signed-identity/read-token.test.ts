import { createHmac, generateKeyPairSync, sign } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { readToken, type TrustedKey } from './read-token.ts'

const SECRET = 'a secret that both sides have'
const AUDIENCE = 'inbox-1'
const now = new Date('2026-11-27T12:00:00Z')
const nowS = now.getTime() / 1_000
const rsa = generateKeyPairSync('rsa', { modulusLength: 2_048 })
const ec = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
const pem = ({ publicKey }: typeof rsa) => publicKey.export({ type: 'spki', format: 'pem' }) as string
const byRsa: TrustedKey = { id: '1', type: 'public_key', publicKey: pem(rsa) }
const byEc: TrustedKey = { id: '2', type: 'public_key', publicKey: pem(ec) }
const bySecret: TrustedKey = { id: '3', type: 'secret', secret: SECRET }

const CLAIMS = { sub: 'customer-7', aud: AUDIENCE, exp: nowS + 600, name: 'Ana', email: 'Ana@Example.com' }

type Made = { claims?: object; header?: object; signer?: (text: string) => Buffer }

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const hmac = (secret: string) => (text: string) => createHmac('sha256', secret).update(text).digest()

function made({ claims = {}, header = {}, signer = hmac(SECRET) }: Made = {}): string {
  const text = `${part({ alg: 'HS256', typ: 'JWT', ...header })}.${part({ ...CLAIMS, ...claims })}`
  return `${text}.${signer(text).toString('base64url')}`
}

const read = (token: string, keys: TrustedKey[] = [bySecret]) =>
  readToken(token, { keys, audience: AUDIENCE, now })

describe('a signed identity', () => {
  test.each([
    ['HS256', bySecret, hmac(SECRET)],
    ['RS256', byRsa, (text: string) => sign('sha256', Buffer.from(text), rsa.privateKey)],
    [
      'ES256',
      byEc,
      (text: string) => sign('sha256', Buffer.from(text), { key: ec.privateKey, dsaEncoding: 'ieee-p1363' }),
    ],
  ] as const)('%s says who it is', (alg, key, signer) => {
    expect(read(made({ header: { alg }, signer }), [byEc, byRsa, bySecret])).toEqual({
      person: {
        ...{ externalId: 'customer-7', name: 'Ana', email: 'ana@example.com' },
        expiresAt: new Date((nowS + 660) * 1_000),
      },
    })
    expect(read(made({ header: { alg }, signer }), [key, key])).toHaveProperty('person')
  })

  test('is good by the older secret too, and an address that the site has not verified says nothing', () => {
    const older: TrustedKey = { id: '4', type: 'secret', secret: 'the older one' }
    const claims = { email_verified: false, aud: ['others', AUDIENCE], exp: nowS - 59 }

    expect(read(made({ claims, signer: hmac('the older one') }), [bySecret, older])).toMatchObject({
      person: { externalId: 'customer-7', email: null },
    })
  })
})

describe('a token is not believed', () => {
  test.each<[string, Made & { keys?: TrustedKey[] }, string]>([
    ['without a signature', { header: { alg: 'none' }, signer: () => Buffer.from('x') }, 'algorithm'],
    ['with another none', { header: { alg: 'NONE' } }, 'algorithm'],
    ['with an algorithm of the object itself', { header: { alg: 'constructor' } }, 'algorithm'],
    ['with critical headers', { header: { crit: ['b64'] } }, 'algorithm'],
    ['that takes a public key for a secret', { signer: hmac(pem(rsa)), keys: [byRsa] }, 'signature'],
    ['that says RS256 for a secret', { header: { alg: 'RS256' } }, 'signature'],
    ['that says ES256 for an RSA key', { header: { alg: 'ES256' }, keys: [byRsa] }, 'signature'],
    ['of another secret', { signer: hmac('of another inbox') }, 'signature'],
    ['where nothing is trusted', { keys: [] }, 'signature'],
    ['for another inbox', { claims: { aud: 'inbox-2' } }, 'audience'],
    ['that is over', { claims: { exp: nowS - 61 } }, 'expired'],
    ['that never ends', { claims: { exp: undefined } }, 'claims'],
    ['that ends in a month', { claims: { exp: nowS + 30 * 86_400 } }, 'endless'],
    ['that ends in milliseconds', { claims: { exp: now.getTime() } }, 'endless'],
    ['from the future', { claims: { nbf: nowS + 120 } }, 'early'],
    ['of nobody', { claims: { sub: ' ' } }, 'claims'],
    ['of a number', { claims: { sub: 7 } }, 'claims'],
  ])('%s', (_, { keys, ...token }, problem) => {
    expect(read(made(token), keys)).toEqual({ problem })
  })

  test('that was changed, or is none', () => {
    const [head, , signature] = made().split('.')
    const changed = `${head}.${part({ ...CLAIMS, sub: 'customer-8' })}.${signature}`

    expect(read(changed)).toEqual({ problem: 'signature' })
    expect(read(`${made()}.`)).toEqual({ problem: 'malformed' })
    for (const text of ['', '..', 'a.b.c', `${'x'.repeat(5_000)}.y.z`, made().slice(0, -44)])
      expect(read(text)).toEqual({ problem: 'malformed' })
  })
})
