import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { totalmem } from 'node:os'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { PoolLimits } from '@hilo/runtime'
import { z } from 'zod'

/** Everything that is decided outside the program. Parsed once, at the start. */
export type Config = {
  environment: 'development' | 'production'
  host: string
  port: number
  /** How people and browsers reach the server; no slash at the end. */
  publicUrl: string
  dataDir: string
  /** An S3 bucket for the files of conversations; null keeps them in a folder of `dataDir`. */
  blobsUrl: string | null
  /** Null runs the embedded PostgreSQL. */
  database: { app: string; ingress: string; migrator: string } | null
  secret: string
  graphUrl: string
  /** Of accounts that were connected by Instagram Login. */
  instagramGraphUrl: string
  /** Where codes of Instagram Login are exchanged. */
  instagramLoginUrl: string
  graphVersion: string
  /** Where OpenAI is. */
  openaiUrl: string
  /** The provider of models that orgs may enable without a key of their own. */
  ai: {
    baseUrl: string | null
    key: string | null
    model: string
    embeddingModel: string | null
    /** The one of the simulators. */
    isSimulated?: true
  } | null
  /** `host:port` of models on the operator's own network, which may be reached although it is private. */
  aiHosts: string[]
  /** The Apertium that questions are said in other languages by, as a name or path; null: none. */
  apertium: string | null
  /** The server that mails are handed to, and from whom they are; null: none goes out. */
  mail: { url: string; from: string } | null
  simulators: { port: number } | null
  dashboardDir: string
  widgetDir: string
  logLevel: string
  /** For how many days entries of the execution log are kept. */
  logDays: number
  /** How many articles and questions an org may have. */
  articlesMax: number
  /** What micro-backends may say in a minute, and when their contact is taken for a machine. */
  turnLimits: { messagesMax: number; orgMessagesMax: number; quickTurnsMax: number }
  /** What a process of a micro-backend may use, where it differs from the usual. */
  backendLimits: Partial<PoolLimits>
  /** The pauses between two looks for what is due, and at the inboxes. */
  periods: { wakeMs: number; inboxesMs: number }
  /** Origins that micro-backends may reach on this machine although it is private: the simulators. */
  egressLoopback: string[]
  backendMemoryMb: number
  /**
   * The operator answers for all micro-backends: they may run in production where nothing isolates them well.
   */
  trustsBackends: boolean
}

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))
const SECRET_MIN = 32
const LIST = new Intl.ListFormat('en', { type: 'disjunction' })
const SECRETS_OF_EXAMPLES = new Set(['change-me', 'secret', 'changeme', 'default'])

const PostgresUrl = z.string().regex(/^postgres(ql)?:\/\//, 'must begin with postgres://')
const Address = z.url({ error: 'must be a whole address, such as https://hilo.example.com' })
const Port = wholeNumber(0, 65_535)

/** Names or addresses, an IPv6 one in brackets, each with the port that it listens on. */
const HOSTS = /^([a-z0-9.-]+|\[[0-9a-f:]+\])(:\d{1,5})?(,([a-z0-9.-]+|\[[0-9a-f:]+\])(:\d{1,5})?)*$/i
const LOCAL_SERVICES = /^(127\.0\.0\.1|localhost):\d{1,5}(,(127\.0\.0\.1|localhost):\d{1,5})*$/
const MAIL_FROM = /^([^<>\r\n]{0,100}<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/
const Environment = z.object({
  NODE_ENV: oneOf('development', 'production', 'test').default('development'),
  HOST: z.string().default('127.0.0.1'),
  PORT: Port.default(4600),
  PUBLIC_URL: Address.optional(),
  HILO_DATA_DIR: z.string().optional(),
  HILO_BLOBS_URL: z.string().optional(),
  DATABASE_URL: PostgresUrl.optional(),
  DATABASE_MIGRATOR_URL: PostgresUrl.optional(),
  DATABASE_INGRESS_URL: PostgresUrl.optional(),
  HILO_SECRET: z.string().optional(),
  GRAPH_URL: Address.default('https://graph.facebook.com'),
  INSTAGRAM_GRAPH_URL: Address.default('https://graph.instagram.com'),
  INSTAGRAM_LOGIN_URL: Address.default('https://api.instagram.com'),
  GRAPH_VERSION: z
    .string()
    .regex(/^v\d+\.\d+$/, 'must be a version, such as v26.0')
    .default('v26.0'),
  OPENAI_URL: Address.default('https://api.openai.com/v1'),
  HILO_AI_KEY: z.string().optional(),
  HILO_AI_URL: Address.optional(),
  HILO_AI_MODEL: z.string().optional(),
  HILO_AI_EMBEDDING_MODEL: z.string().optional(),
  HILO_AI_HOSTS: z
    .string()
    .regex(HOSTS, 'must be hosts with their ports, such as 10.0.0.7:11434,models.lan:8000')
    .optional(),
  HILO_TRANSLATOR: z
    .string()
    .regex(/^(off|[\w./-]*apertium)$/, 'must be apertium, the path of that program, or off')
    .default('apertium'),
  HILO_SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\/[^\s/]+$/, 'must be a mail server, such as smtps://user:password@mail.example.com')
    .optional(),
  HILO_MAIL_FROM: z
    .string()
    .regex(MAIL_FROM, 'must be an address, such as Shop <hello@example.com>')
    .optional(),
  HILO_SIMULATORS: oneOf('on', 'off').optional(),
  HILO_SIMULATORS_PORT: Port.default(4601),
  HILO_DEV_SERVICES: z
    .string()
    .regex(LOCAL_SERVICES, 'must be addresses of this machine, such as 127.0.0.1:3977,localhost:8080')
    .optional(),
  LOG_LEVEL: oneOf('fatal', 'error', 'warn', 'info', 'debug', 'silent').optional(),
  HILO_MESSAGES_PER_MINUTE: wholeNumber(1).default(60),
  HILO_ORG_MESSAGES_PER_MINUTE: wholeNumber(1).default(6_000),
  HILO_QUICK_TURNS: wholeNumber(0).default(20),
  HILO_LOG_DAYS: wholeNumber(1, 3_650).default(30),
  HILO_ARTICLES: wholeNumber(1).default(20_000),
  HILO_TRUST_BACKENDS: oneOf('yes', 'no').default('no'),
  HILO_BACKEND_MEMORY_MB: wholeNumber(64).default(Math.round(totalmem() / 4 / 1_048_576)),
})

/** Digits alone: what is read as a number elsewhere, such as `0x10` or a space, was meant otherwise here. */
function wholeNumber(least: number, most = Number.MAX_SAFE_INTEGER) {
  const range = most === Number.MAX_SAFE_INTEGER ? `, at least ${least}` : ` from ${least} to ${most}`
  const error = `must be a whole number${range}`
  return z
    .string()
    .trim()
    .regex(/^\d{1,15}$/, error)
    .transform(Number)
    .pipe(z.number().min(least, error).max(most, error))
}

function oneOf<const T extends readonly [string, ...string[]]>(...values: T) {
  return z.enum(values, { error: `must be ${LIST.format(values)}` })
}

/** @throws Error with one sentence that names the variable and says what to do. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = Environment.safeParse(present)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const name = String(issue?.path[0])
    // The address of a database has its password in it.
    const given = /URL$|SECRET|KEY/.test(name) ? '' : ` is ${JSON.stringify(present[name])} and`
    throw new Error(`${name}${given} ${issue?.message}. Set it so, or leave it out for the default.`)
  }
  const set = parsed.data
  const production = set.NODE_ENV === 'production'
  if (production && set.HILO_SIMULATORS === 'on') {
    throw new Error('Simulators never run in production: remove HILO_SIMULATORS.')
  }
  if (production && set.HILO_DEV_SERVICES) {
    throw new Error(
      'Micro-backends reach no service of this machine in production: remove HILO_DEV_SERVICES.',
    )
  }
  const dataDir = resolve(set.HILO_DATA_DIR ?? resolve(ROOT, '.hilo'))
  return {
    environment: production ? 'production' : 'development',
    host: set.HOST,
    port: set.PORT,
    publicUrl: (set.PUBLIC_URL ?? `http://${reachable(set.HOST)}:${set.PORT}`).replace(/\/$/, ''),
    dataDir,
    blobsUrl: set.HILO_BLOBS_URL ?? null,
    database: databaseOf(set),
    secret: production ? requireSecret(set.HILO_SECRET) : (set.HILO_SECRET ?? keptSecret(dataDir)),
    graphUrl: set.GRAPH_URL.replace(/\/$/, ''),
    instagramGraphUrl: set.INSTAGRAM_GRAPH_URL.replace(/\/$/, ''),
    instagramLoginUrl: set.INSTAGRAM_LOGIN_URL.replace(/\/$/, ''),
    graphVersion: set.GRAPH_VERSION,
    openaiUrl: set.OPENAI_URL.replace(/\/$/, ''),
    ai: aiOf(set),
    aiHosts: set.HILO_AI_HOSTS?.toLowerCase().split(',') ?? [],
    apertium: set.HILO_TRANSLATOR === 'off' ? null : set.HILO_TRANSLATOR,
    mail: mailOf(set),
    simulators: production || set.HILO_SIMULATORS === 'off' ? null : { port: set.HILO_SIMULATORS_PORT },
    dashboardDir: resolve(ROOT, 'apps/dashboard/dist'),
    widgetDir: resolve(ROOT, 'apps/widget/dist'),
    logLevel: set.LOG_LEVEL ?? (production ? 'info' : 'warn'),
    logDays: set.HILO_LOG_DAYS,
    articlesMax: set.HILO_ARTICLES,
    turnLimits: {
      messagesMax: set.HILO_MESSAGES_PER_MINUTE,
      orgMessagesMax: set.HILO_ORG_MESSAGES_PER_MINUTE,
      quickTurnsMax: set.HILO_QUICK_TURNS,
    },
    backendLimits: {},
    periods: { wakeMs: 1_000, inboxesMs: 10_000 },
    egressLoopback: set.HILO_DEV_SERVICES?.split(',') ?? [],
    backendMemoryMb: set.HILO_BACKEND_MEMORY_MB,
    trustsBackends: set.HILO_TRUST_BACKENDS === 'yes',
  }
}

/** An address that listens on every interface is none that a browser can open. */
function reachable(host: string): string {
  return host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
}

function databaseOf(set: z.output<typeof Environment>): Config['database'] {
  const { DATABASE_URL: app, DATABASE_MIGRATOR_URL: migrator, DATABASE_INGRESS_URL: ingress } = set
  if (!app) return null
  if (!migrator) {
    throw new Error(
      'Set DATABASE_MIGRATOR_URL to a role that owns the schema; ' +
        'DATABASE_URL is the plain role that the server works as.',
    )
  }
  return { app, migrator, ingress: ingress ?? app }
}

function aiOf(set: z.output<typeof Environment>): Config['ai'] {
  const { HILO_AI_KEY: key = null, HILO_AI_URL: baseUrl = null, HILO_AI_MODEL: model } = set
  if (key === null && baseUrl === null && model === undefined) return null
  if (model === undefined) {
    throw new Error(
      'Set HILO_AI_MODEL to the model that writes; without HILO_AI_KEY and HILO_AI_URL leave it out.',
    )
  }
  if (key === null && baseUrl === null) {
    throw new Error(
      'Set HILO_AI_KEY to a key of OpenAI, or HILO_AI_URL to another endpoint; or leave out HILO_AI_MODEL.',
    )
  }
  return {
    baseUrl: baseUrl?.replace(/\/$/, '') ?? null,
    ...{ key, model, embeddingModel: set.HILO_AI_EMBEDDING_MODEL ?? null },
  }
}

function mailOf({ HILO_SMTP_URL: url, HILO_MAIL_FROM: from }: z.output<typeof Environment>): Config['mail'] {
  if (url === undefined && from === undefined) return null
  if (url && from) return { url, from }
  throw new Error('Set both HILO_SMTP_URL and HILO_MAIL_FROM, or leave out both: then no mail is sent.')
}

function requireSecret(secret: string | undefined): string {
  if (!secret || secret.length < SECRET_MIN || SECRETS_OF_EXAMPLES.has(secret)) {
    throw new Error(
      `Set HILO_SECRET to a random value of at least ${SECRET_MIN} characters, ` +
        'for example from: openssl rand -base64 48',
    )
  }
  return secret
}

/**
 * In development a secret is made once and kept beside the data, so that a second start reads what the first
 * wrote.
 */
function keptSecret(dataDir: string): string {
  const path = resolve(dataDir, 'secret')
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    mkdirSync(dataDir, { recursive: true })
    const secret = randomBytes(48).toString('base64url')
    writeFileSync(path, secret, { mode: 0o600, flag: 'wx' })
    return secret
  }
}
