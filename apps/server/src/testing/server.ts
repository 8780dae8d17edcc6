import { createHmac } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type Contract,
  type ContractReturns,
  type ErrorCode,
  type Id,
  newId,
  ORG_HEADER,
  type Role,
} from '@hilo/protocol'
import { afterAll } from 'vitest'
import { type Ground, openGround, startApp } from '../app.ts'
import { type Config, readConfig } from '../config.ts'
import type { Playground } from '../http/context.ts'
import type { TestDatabase } from './database.ts'
import { aMember } from './factories.ts'

export type Answer = { status: number; headers: Headers; body: unknown }

type LogLine = { level: number; msg: string } & Record<string, unknown>

/** What a request names; the path's parameters are filled in by name. */
type Input = { params?: Record<string, unknown>; query?: Record<string, unknown>; body?: unknown }

/** Somebody who is signed in and calls the API as the dashboard does. */
export type Caller = {
  memberId: Id
  email: string
  cookie: string
  /** Sends anything and returns whatever is answered. */
  send(method: string, path: string, options?: SendOptions): Promise<Answer>
  /** Calls an endpoint and checks that the answer has the shape its contract promises. */
  call<C extends Contract>(contract: C, input?: Input): Promise<ContractReturns<C>>
  /** Calls an endpoint that must refuse, and returns the code. */
  refusal(contract: Contract, input?: Input): Promise<ErrorCode | number>
}

type SendOptions = { body?: unknown; headers?: Record<string, string> }

export type RunningServer = Ground & {
  url: string
  /** What the server logged so far; `warn` is level 40, `error` 50. */
  log: LogLine[]
  signIn(orgId: Id, options?: { role?: Role }): Promise<Caller>
  /** Posts a webhook body as Meta does; `signature` null sends none. */
  post(appId: string, body: string, signature: string | null): Promise<Response>
  stop(): Promise<void>
}

type Options = { config?: Partial<Config>; playground?: Playground | null }

/** The secret that `testKeys` are derived from. */
export const SECRET = 'the secret that every test shares'

/**
 * Starts the whole server on a test's database, on a free port, with pages of its own so that no build is
 * needed. It is stopped after the file's last test. What it logs is kept, and errors are printed when nobody
 * looks at them.
 */
export async function startServer(
  database: TestDatabase,
  { config: over = {}, playground = null }: Options = {},
): Promise<RunningServer> {
  const dataDir = mkdtempSync(join(tmpdir(), 'hilo-server-'))
  const config = { ...configOf(database, dataDir, await freePort()), ...pagesIn(dataDir), ...over }
  const log: LogLine[] = []
  const ground = await openGround(config, () => undefined)
  const app = await startApp(ground, playground, { write: (line) => void log.push(JSON.parse(line)) })
  let stopping: Promise<void> | undefined
  const stop = () => {
    stopping ??= app.stop().finally(() => rmSync(dataDir, { recursive: true, force: true }))
    return stopping
  }
  afterAll(stop)
  return {
    ...ground,
    ...{ url: config.publicUrl, log, stop },
    signIn: (orgId, options) => signIn(ground, orgId, options),
    post: (appId, body, signature) =>
      fetch(`${config.publicUrl}/webhooks/meta/${appId}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(signature === null ? {} : { 'x-hub-signature-256': signature }),
        },
        body,
      }),
  }
}

/** The signature that Meta puts on a body. */
export function signatureOf(body: string | Uint8Array, secret: string): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`
}

/** A port that was free a moment ago; the server must know its own address before it listens. */
async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const address = probe.address()
  await new Promise((resolve) => probe.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('There is no free port.')
  return address.port
}

/** What waits for a look or a limit in production waits a fraction of that here. */
const QUICK: Partial<Config> = {
  periods: { wakeMs: 200, inboxesMs: 500 },
  backendLimits: { pingMs: 250, pongMs: 1_000 },
}

function configOf({ urls }: TestDatabase, dataDir: string, port: number): Config {
  const config = readConfig({
    NODE_ENV: 'test',
    PORT: String(port),
    HILO_DATA_DIR: dataDir,
    HILO_SECRET: SECRET,
    HILO_SIMULATORS: 'off',
    // What a machine has installed changes no test.
    HILO_TRANSLATOR: 'off',
    LOG_LEVEL: 'info',
    DATABASE_URL: urls.app,
    DATABASE_INGRESS_URL: urls.ingress,
    DATABASE_MIGRATOR_URL: urls.migrator,
    // Nothing listens there: a test that sends has to say where.
    GRAPH_URL: 'http://127.0.0.1:9',
  })
  return { ...config, ...QUICK }
}

function pagesIn(dataDir: string): Pick<Config, 'dashboardDir' | 'widgetDir'> {
  const [dashboardDir, widgetDir] = [join(dataDir, 'dashboard'), join(dataDir, 'widget')]
  mkdirSync(join(dashboardDir, 'assets'), { recursive: true })
  mkdirSync(join(widgetDir, 'frame/assets'), { recursive: true })
  writeFileSync(join(dashboardDir, 'index.html'), '<!doctype html><title>Dashboard</title>')
  writeFileSync(join(dashboardDir, 'assets/main.js'), 'export {}')
  writeFileSync(join(widgetDir, 'frame/index.html'), '<!doctype html><title>Widget</title>')
  writeFileSync(join(widgetDir, 'loader.js'), '')
  return { dashboardDir, widgetDir }
}

async function signIn(
  ground: Ground,
  orgId: Id,
  { role = 'agent' as Role }: { role?: Role } = {},
): Promise<Caller> {
  const email = `${newId()}@example.com`
  const userId = await ground.auth.ensureUser({ email, name: 'Ada', password: null })
  const memberId = await aMember(ground.db, orgId, { name: 'Ada', role, userId })
  const answer = await fetch(await ground.auth.oneTimeLink(email, '/'), { redirect: 'manual' })
  return { memberId, email, ...callerOf(ground.config.publicUrl, cookieOf(answer.headers)) }
}

/** The cookies of an answer, as a browser sends them back. */
export function cookieOf(headers: Headers): string {
  return headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

/** Calls with this cookie, as a page of the server itself does. */
export function callerOf(url: string, cookie: string): Omit<Caller, 'memberId' | 'email'> {
  const send = async (method: string, path: string, { body, headers }: SendOptions = {}): Promise<Answer> => {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: {
        origin: url,
        ...(cookie === '' ? {} : { cookie }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body),
      redirect: 'manual',
    })
    return { status: answer.status, headers: answer.headers, body: await readJson(answer) }
  }
  const ask = (contract: Contract, input: Input = {}) =>
    send(contract.method, pathOf(contract, input), input.body === undefined ? {} : { body: input.body })
  return {
    cookie,
    send,
    async call(contract, input) {
      const { status, body } = await ask(contract, input)
      if (status !== 200)
        throw new Error(`${contract.method} ${contract.path}: ${status} ${JSON.stringify(body)}`)
      return contract.returns.parse(body) as never
    },
    async refusal(contract, input) {
      const { status, body } = await ask(contract, input)
      return (body as { code?: ErrorCode } | null)?.code ?? status
    },
  }
}

/** The header by which a person of several orgs names one. */
export function inOrg(orgId: Id): Record<string, string> {
  return { [ORG_HEADER]: orgId }
}

/** The address of an endpoint; a parameter without a value becomes a new id. */
export function pathOf({ path }: Contract, { params = {}, query = {} }: Input = {}): string {
  const filled = path.replaceAll(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String(params[name] ?? newId())),
  )
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value))
  return search.size === 0 ? filled : `${filled}?${search}`
}

async function readJson(answer: Response): Promise<unknown> {
  const text = await answer.text()
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
