import { createHash, randomInt } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Id, newId } from '@hilo/protocol'
import { bundleBackend } from '@hilo/runtime'
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
      settings: { accessToken: TOKEN, appId },
    }),
  )
  await bindAccount(server.db.global, { appId, account, channel: 'whatsapp', orgId, inboxId })
  await options.simulators?.whatsapp.registerNumber({
    phoneNumberId: account,
    displayPhoneNumber: `+598 ${account.slice(-8)}`,
    wabaId: '102290129340398',
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
export function secretOf(appId: string): string {
  return `the secret of ${appId}`
}

let count = 0

type Code = { body: string; more?: string }

/** Bundles and deploys a backend whose `run` has this body; `chat` is its conversation. */
export async function deployCode(
  { db }: RunningServer,
  orgId: Id,
  { body, more = '', config = {}, name = `backend-${++count}` }: Code & { config?: unknown; name?: string },
): Promise<Id> {
  const code = await bundleSource(
    `export default defineBackend({ name: '${name}', ${more} run: async (chat) => { ${body} } })`,
  )
  const { backendId } = await db.withOrg(orgId, (tx) => deployBackend(tx, { ...code, config }))
  return backendId
}

let template: Promise<{ bundle: string; sourceMap: string }> | undefined

/**
 * What `hilo deploy` uploads for such a backend of this name. Bundled once: the others differ from it by the
 * text alone.
 */
export async function uploadOf({ name, body, more = '' }: Code & { name: string }) {
  template ??= bundleTemplate()
  const { bundle: text, sourceMap } = await template
  const bundle = text
    .replace('template-name', () => name)
    .replace('TEMPLATE_MORE:0,', () => more)
    .replace('TEMPLATE_BODY()', () => body)
  const hash = createHash('sha256').update(bundle).digest('hex')
  return { bundle, hash, sourceMap, sourceHash: null, note: null }
}

async function bundleTemplate(): Promise<{ bundle: string; sourceMap: string }> {
  const { bundle, sourceMap } = await bundleSource(`
    const make = (z) => ({
      name: 'template-name', TEMPLATE_MORE: 0, run: async (chat) => { TEMPLATE_BODY() } })
    export default defineBackend(make(z))`)
  return { bundle: bundle.toString('utf8'), sourceMap }
}

const bundled = new Map<string, ReturnType<typeof bundleNew>>()

/** The same source is bundled once. */
function bundleSource(source: string) {
  const known = bundled.get(source) ?? bundleNew(source)
  bundled.set(source, known)
  return known
}

async function bundleNew(source: string) {
  const folder = mkdtempSync(join(tmpdir(), 'hilo-backend-'))
  try {
    const file = join(folder, 'backend.ts')
    writeFileSync(file, `import { defineBackend, StepError, TerminalError, z } from '@hilo/sdk'\n${source}`)
    const { hash, manifest, bundlePath } = await bundleBackend(file, { outDir: join(folder, 'out') })
    const [bundle, sourceMap] = [readFileSync(bundlePath), readFileSync(`${bundlePath}.map`, 'utf8')]
    return { hash, manifest, bundle, sourceMap }
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
