import type { Id } from '@hilo/protocol'
import type { Ground } from '../app.ts'
import { enableInstallation } from '../domain/ai-provider/enable-installation.ts'
import { addMember } from '../domain/member/add.ts'
import { ensureOrg } from '../domain/org/create.ts'
import { putMetaApp } from '../domain/webhook/meta-app.ts'
import { connectAccounts, type DirectTokens } from './accounts.ts'
import { keepArticles } from './articles.ts'
import { keepBackend } from './backend.ts'
import type { DemoBundle } from './bundle.ts'
import { bindInboxes, keepInbox } from './inboxes.ts'

/**
 * The demo org: a small restaurant with a WhatsApp number, a page, an Instagram account, a widget on its
 * site, a table-booking backend, and a few articles.
 */

export const DEMO_EMAIL = 'ana@casalumbre.example'

export const DEMO_NUMBER = {
  // Digits, as Meta's are: the simulated page and account are of the same app.
  appId: '1517776481860111',
  phoneNumberId: '106540352242922',
  displayPhoneNumber: '+598 2400 1234',
  verifiedName: 'Casa Lumbre',
  wabaId: '102290129340398',
  // The one that is in the simulators from the beginning.
  catalogId: '194836987003835',
}

export type Demo = {
  orgId: Id
  /** Its WhatsApp inbox. */
  inboxId: Id
  widgetKey: string
  appSecret: string
  verifyToken: string
  accessToken: string
  accessTokens: DirectTokens
}

type Input = { bundle: DemoBundle; calendarUrl: string; siteOrigin: string }

/**
 * Makes the demo org, or finds it as its members left it. Its secrets are derived from the installation's.
 */
export async function seedDemo(
  { db, keys, auth }: Ground,
  { bundle, calendarUrl, siteOrigin }: Input,
): Promise<Demo> {
  const orgId = await ensureOrg(db.global, {
    slug: 'casa-lumbre',
    name: 'Casa Lumbre',
    timeZone: 'America/Montevideo',
    locale: 'es',
  })
  const userId = await auth.ensureUser({ email: DEMO_EMAIL, name: 'Ana Ferreira', password: null })
  await addMember(db, orgId, { userId, name: 'Ana Ferreira', email: DEMO_EMAIL, role: 'owner' })
  const derived = (purpose: string) => keys.hashAddress('demo', purpose, orgId).toString('hex')
  const secrets = {
    appSecret: derived('app secret'),
    verifyToken: derived('verify token'),
    accessToken: derived('token'),
    accessTokens: { messenger: derived('page token'), instagram: derived('instagram token') },
  }
  const widgetKey = derived('widget key').slice(0, 24)
  await putMetaApp(db.global, keys, {
    id: DEMO_NUMBER.appId,
    secret: secrets.appSecret,
    verifyToken: secrets.verifyToken,
    isShared: true,
  })
  const inboxes = await db.withOrg(orgId, async (tx) => {
    await enableInstallation(tx, keys)
    await keepArticles(tx)
    const backendId = await keepBackend(tx, bundle, { calendarUrl })
    const { appId, wabaId, phoneNumberId, catalogId } = DEMO_NUMBER
    const whatsapp = await keepInbox(tx, keys, {
      ...{ channel: 'whatsapp', name: 'WhatsApp', account: phoneNumberId, backendId },
      settings: { accessToken: secrets.accessToken, appId, wabaId, catalogId },
    })
    const web = await keepInbox(tx, keys, {
      ...{ channel: 'web', name: 'Casa Lumbre', account: widgetKey, backendId },
      settings: {
        allowedOrigins: [siteOrigin],
        greeting: { es: '¡Hola! ¿Te reservamos una mesa?', en: 'Hi! Shall we book you a table?' },
        greetingBackendId: backendId,
      },
    })
    const app = { appId, accessTokens: secrets.accessTokens, backendId }
    return [whatsapp, web, ...(await connectAccounts(tx, keys, app))] as const
  })
  await bindInboxes(db.global, orgId, inboxes)
  return { orgId, inboxId: inboxes[0].id, widgetKey, ...secrets }
}
