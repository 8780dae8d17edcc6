import { randomInt } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BackendManifest, type Id, newId } from '@hilo/protocol'
import { bundleBackend, chooseIsolation, readManifest } from '@hilo/runtime'
import { bundleText } from '@hilo/runtime/testing'
import type { Simulators } from '@hilo/simulators'
import { deployBackend } from '../domain/backend/deploy.ts'
import { bindAccount } from '../domain/directory/bind.ts'
import { connectInbox } from '../domain/inbox/connect.ts'
import { putMetaApp } from '../domain/webhook/meta-app.ts'
import { anOrg } from './factories.ts'
import { type RunningServer, signatureOf } from './server.ts'

/** A WhatsApp number of an org, connected as production connects one. */
export type Connected = {
  orgId: Id
  inboxId: Id
  appId: string
  secret: string
  account: string
  /** Posts a body to the number's webhook with a valid signature. */
  post(body: unknown): Promise<Response>
}

type Options = {
  orgId?: Id
  account?: string
  backendId?: Id | null
  /** The app that speaks for it; made when it is new. */
  appId?: string
  /** Registers the number there too, so that phones can write to it. */
  simulators?: Simulators
  /** The business account whose templates are read; without it none are. */
  wabaId?: string
}

const TOKEN = 'token-of-the-test'
const VERIFY_TOKEN = 'meatyhamhock'

/** Connects a number: app, inbox and directory, and the simulated Meta when it is given. */
export async function connectNumber(server: RunningServer, options: Options = {}): Promise<Connected> {
  const { account = newAccount(), backendId = null, appId = `app-${newId()}` } = options
  const orgId = options.orgId ?? (await anOrg(server.db))
  const secret = secretOf(appId)
  await putMetaApp(server.db.global, server.keys, { id: appId, secret, verifyToken: VERIFY_TOKEN })
  const inboxId = await server.db.withOrg(orgId, (tx) =>
    connectInbox(tx, server.keys, {
      ...{ channel: 'whatsapp', name: 'WhatsApp', account, backendId },
      settings: { accessToken: TOKEN, appId, ...(options.wabaId && { wabaId: options.wabaId }) },
    }),
  )
  await bindAccount(server.db.global, { appId, account, channel: 'whatsapp', orgId, inboxId })
  await options.simulators?.whatsapp.registerNumber({
    phoneNumberId: account,
    displayPhoneNumber: `+598 ${account.slice(-8)}`,
    wabaId: options.wabaId ?? '102290129340398',
    accessToken: TOKEN,
    appId,
    webhookUrl: `${server.url}/webhooks/meta/${appId}`,
    appSecret: secret,
    verifyToken: VERIFY_TOKEN,
  })
  return {
    ...{ orgId, inboxId, appId, secret, account },
    post(body) {
      const text = JSON.stringify(body)
      return server.post(appId, text, signatureOf(text, secret))
    },
  }
}

/** A phone number id nobody has: fifteen digits. */
function newAccount(): string {
  return String(1e14 + randomInt(1e14))
}

/** The secret that a test's app signs with. */
function secretOf(appId: string): string {
  return `the secret of ${appId}`
}

let count = 0

type Code = {
  body: string
  more?: string
  config?: unknown
  name?: string
  /** Compiles it by itself, so that stacks tell its lines. */
  hasLines?: boolean
}

/** Deploys a backend whose `run` has this body; `chat` is its conversation. */
export async function deployCode(
  { db }: RunningServer,
  orgId: Id,
  { body, more, config = {}, name = `backend-${++count}`, hasLines = false }: Code,
): Promise<Id> {
  const code = await (hasLines ? compile({ name, body, more }) : fill({ name, body, more }))
  const { backendId } = await db.withOrg(orgId, (tx) => deployBackend(tx, { ...code, config }))
  return backendId
}

type Source = Parameters<typeof bundleText>[0]

async function fill(source: Source) {
  const { hash, text } = await bundleText(source)
  const manifest = { ...(await declared(source.more)), name: source.name }
  return { hash, bundle: Buffer.from(text), manifest }
}

async function compile({ name, body, more = '' }: Source) {
  const folder = mkdtempSync(join(tmpdir(), 'hilo-backend-'))
  try {
    const file = join(folder, 'backend.ts')
    const declaration = `{ name: '${name}', ${more} run: async (chat) => { ${body} } }`
    writeFileSync(
      file,
      `import { defineBackend } from '@hilo/sdk'\nexport default defineBackend(${declaration})`,
    )
    const { hash, manifest, bundlePath } = await bundleBackend(file, { outDir: join(folder, 'out') })
    const [bundle, sourceMap] = [readFileSync(bundlePath), readFileSync(`${bundlePath}.map`, 'utf8')]
    return { hash, manifest, bundle, sourceMap }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** What `hilo deploy` uploads for such a backend of this name. */
export async function uploadOf(code: Source) {
  const { text: bundle, hash, sourceMap } = await bundleText(code)
  return { bundle, hash, sourceMap, sourceHash: null, note: null }
}

const manifests = new Map<string | undefined, Promise<BackendManifest>>()

/** The manifest of all backends that declare this much. Asked for once: it takes a process. */
function declared(more: string | undefined): Promise<BackendManifest> {
  const known = manifests.get(more) ?? describe(more)
  manifests.set(more, known)
  return known
}

async function describe(more: string | undefined): Promise<BackendManifest> {
  const folder = mkdtempSync(join(tmpdir(), 'hilo-backend-'))
  try {
    const file = join(folder, 'backend.cjs')
    writeFileSync(file, (await bundleText({ name: 'described', body: '', more })).text)
    return await readManifest(file, await chooseIsolation())
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A webhook body with these values under `messages`, as Meta frames it. */
export function aBody(account: string, value: Record<string, unknown>): unknown {
  const metadata = { display_phone_number: '15550783881', phone_number_id: account }
  return {
    object: 'whatsapp_business_account',
    entry: [
      {
        id: '102290129340398',
        changes: [{ field: 'messages', value: { messaging_product: 'whatsapp', metadata, ...value } }],
      },
    ],
  }
}

/** A text message of a contact, as it stands in a webhook. */
export function aText(text: string, { from = '59899000001', id = `wamid.${newId()}` } = {}) {
  return { id, from, timestamp: String(Math.floor(Date.now() / 1000)), type: 'text', text: { body: text } }
}
