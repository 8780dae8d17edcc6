import type { Id } from '@hilo/protocol'
import type { Ground } from '../app.ts'
import { deployBackend } from '../domain/backend/deploy.ts'
import { bindAccount } from '../domain/directory/bind.ts'
import { connectInbox } from '../domain/inbox/connect.ts'
import { addMember } from '../domain/member/add.ts'
import { ensureOrg } from '../domain/org/create.ts'
import { putMetaApp } from '../domain/webhook/meta-app.ts'
import { bindAccounts, connectAccounts, type DirectTokens } from './accounts.ts'
import type { DemoBundle } from './bundle.ts'

/**
 * The demo org: a small restaurant with a WhatsApp number, a page, an Instagram account, a widget on its
 * site, and a table-booking backend.
 */

export const DEMO_EMAIL = 'ana@casalumbre.example'

export const DEMO_NUMBER = {
  // Digits, as Meta's are: the simulated page and account are of the same app.
  appId: '1517776481860111',
  phoneNumberId: '106540352242922',
  displayPhoneNumber: '+598 2400 1234',
  verifiedName: 'Casa Lumbre',
  wabaId: '102290129340398',
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
 * Makes the demo org, or brings it up to date. Safe to repeat: it finds what it made before, and its secrets
 * are derived from the installation's.
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
    const config = { maxGuests: 8, calendarUrl }
    const { backendId } = await deployBackend(tx, { ...bundle, config })
    const whatsapp = await connectInbox(tx, keys, {
      ...{ channel: 'whatsapp', name: 'WhatsApp', account: DEMO_NUMBER.phoneNumberId, backendId },
      settings: {
        ...{ accessToken: secrets.accessToken, appId: DEMO_NUMBER.appId, wabaId: DEMO_NUMBER.wabaId },
      },
    })
    const web = await connectInbox(tx, keys, {
      ...{ channel: 'web', name: 'Casa Lumbre', account: widgetKey, backendId },
      settings: {
        allowedOrigins: [siteOrigin],
        greeting: { es: '¡Hola! ¿Te reservamos una mesa?', en: 'Hi! Shall we book you a table?' },
      },
    })
    const { accessTokens } = secrets
    const app = { appId: DEMO_NUMBER.appId, accessTokens, backendId }
    return { whatsapp, web, ...(await connectAccounts(tx, keys, app)) }
  })
  const number = { appId: DEMO_NUMBER.appId, account: DEMO_NUMBER.phoneNumberId }
  await bindAccount(db.global, { ...number, channel: 'whatsapp', orgId, inboxId: inboxes.whatsapp })
  await bindAccount(db.global, {
    appId: 'web',
    account: widgetKey,
    channel: 'web',
    orgId,
    inboxId: inboxes.web,
  })
  await bindAccounts(db.global, { appId: DEMO_NUMBER.appId, orgId, inboxes })
  return { orgId, inboxId: inboxes.whatsapp, widgetKey, ...secrets }
}
