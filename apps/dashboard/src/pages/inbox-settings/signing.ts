/** How a site's server signs who a visitor is, with nothing but what its language brings along. */

export const SIGNING_LANGUAGES = ['node', 'python', 'php'] as const
export type SigningLanguage = (typeof SIGNING_LANGUAGES)[number]

export const SIGNING_NAMES: Record<SigningLanguage, string> = { node: 'Node', python: 'Python', php: 'PHP' }

/** The code for an inbox. The secret comes from the environment: it stands in no code. */
export function signingCode(language: SigningLanguage, inboxId: string): string {
  return CODE[language].replace('INBOX', inboxId)
}

const CODE: Record<SigningLanguage, string> = {
  node: `import { createHmac } from 'node:crypto'

function signedIdentity(user) {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const exp = Math.floor(Date.now() / 1000) + 3600
  const claims = { sub: String(user.id), name: user.name, email: user.email, aud: 'INBOX', exp }
  const text = part({ alg: 'HS256', typ: 'JWT' }) + '.' + part(claims)
  return text + '.' + createHmac('sha256', process.env.HILO_IDENTITY_SECRET).update(text).digest('base64url')
}`,
  python: `import base64, hashlib, hmac, json, os, time

def signed_identity(user):
    part = lambda data: base64.urlsafe_b64encode(data).rstrip(b"=")
    claims = {"sub": str(user.id), "name": user.name, "email": user.email,
              "aud": "INBOX", "exp": int(time.time()) + 3600}
    head = {"alg": "HS256", "typ": "JWT"}
    text = part(json.dumps(head).encode()) + b"." + part(json.dumps(claims).encode())
    secret = os.environ["HILO_IDENTITY_SECRET"].encode()
    return (text + b"." + part(hmac.new(secret, text, hashlib.sha256).digest())).decode()`,
  php: `function signed_identity($user) {
    $part = fn($data) => rtrim(strtr(base64_encode($data), '+/', '-_'), '=');
    $claims = ['sub' => (string) $user->id, 'name' => $user->name, 'email' => $user->email,
               'aud' => 'INBOX', 'exp' => time() + 3600];
    $text = $part(json_encode(['alg' => 'HS256', 'typ' => 'JWT'])) . '.' . $part(json_encode($claims));
    return $text . '.' . $part(hash_hmac('sha256', $text, getenv('HILO_IDENTITY_SECRET'), true));
}`,
}
