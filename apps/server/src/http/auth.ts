import { betterAuth } from 'better-auth'
import { magicLink } from 'better-auth/plugins/magic-link'
import pg from 'pg'

/** Who is signed in. What they may do in an org is decided by their membership, never here. */
export type Login = { userId: string; name: string; email: string }

export type Auth = {
  /** Answers requests under `/api/auth/`. */
  handle(request: Request): Promise<Response>
  login(headers: Headers): Promise<Login | null>
  /** Creates a login identity, or returns the id of the one with this e-mail. */
  ensureUser(user: { email: string; name: string; password: string | null }): Promise<string>
  /** A URL that signs this person in once. Only where one-time links are switched on. */
  oneTimeLink(email: string, next: string): Promise<string>
  close(): Promise<void>
}

type Options = {
  databaseUrl: string
  secret: string
  publicUrl: string
  oneTimeLinks: boolean
}

/** A revoked session ends within this many seconds. */
const SESSION_CACHE_SECONDS = 5
const LINK_SECONDS = 15 * 60

/** People's identities and sessions, by better-auth, in the schema `auth` of the global plane. */
export function createAuth(options: Options): Auth {
  const { databaseUrl, publicUrl } = options
  const url = new URL(databaseUrl)
  url.searchParams.set('options', '-c search_path=auth')
  const pool = new pg.Pool({ connectionString: url.toString(), max: 4, idleTimeoutMillis: 30_000 })
  pool.on('error', () => {})
  let sent: string | null = null
  const auth = openBetterAuth(options, pool, (link) => {
    sent = link
  })
  return {
    handle: (request) => auth.handler(request),
    async login(headers) {
      const session = await auth.api.getSession({ headers })
      return session ? { userId: session.user.id, name: session.user.name, email: session.user.email } : null
    },
    async ensureUser({ email, name, password }) {
      const { internalAdapter, password: passwords } = await auth.$context
      const known = await internalAdapter.findUserByEmail(email)
      if (known) return known.user.id
      const user = await internalAdapter.createUser(
        { email, name, emailVerified: true },
        { method: 'email-password' },
      )
      if (password !== null) {
        const account = { userId: user.id, accountId: user.id, providerId: 'credential' }
        await internalAdapter.linkAccount({ ...account, password: await passwords.hash(password) })
      }
      return user.id
    },
    async oneTimeLink(email, next) {
      sent = null
      const request = new Request(`${publicUrl}/api/auth/sign-in/magic-link`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: publicUrl },
        body: JSON.stringify({ email, callbackURL: next }),
      })
      const response = await auth.handler(request)
      if (!sent) throw new Error(`No one-time link could be made: ${response.status}.`)
      return sent
    },
    close: () => pool.end(),
  }
}

function openBetterAuth(
  { secret, publicUrl, oneTimeLinks }: Options,
  database: pg.Pool,
  onLink: (url: string) => void,
) {
  const links = magicLink({
    disableSignUp: true,
    expiresIn: LINK_SECONDS,
    sendMagicLink: async ({ url }: { url: string }) => onLink(url),
  })
  return betterAuth({
    appName: 'Hilo',
    baseURL: publicUrl,
    basePath: '/api/auth',
    secret,
    database,
    trustedOrigins: [publicUrl],
    telemetry: { enabled: false },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 10 },
    session: { cookieCache: { enabled: true, maxAge: SESSION_CACHE_SECONDS } },
    advanced: {
      cookiePrefix: 'hilo',
      useSecureCookies: publicUrl.startsWith('https:'),
      // Said, because otherwise it is off wherever the environment has a TEST in it.
      disableOriginCheck: false,
    },
    plugins: oneTimeLinks ? [links] : [],
  })
}
