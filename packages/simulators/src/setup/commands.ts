/** What a test asks of the part of Meta that accounts are connected with. */
import { createHmac, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { commandOf } from '../control/command.ts'
import type { Account } from '../messaging/world.ts'
import { addHelloWorld } from '../whatsapp/manage-templates.ts'
import type { BusinessNumber } from '../whatsapp/world.ts'
import { appOf, ownedBy, type Setup } from './setup.ts'
import { grantCode } from './tokens.ts'

const command = commandOf<Setup>()

const NumericId = z.string().regex(/^\d{1,20}$/)
const OfAccount = z.object({ account: z.string() })

const NumberInput = z.object({
  phoneNumberId: NumericId,
  displayPhoneNumber: z.string(),
  verifiedName: z.string(),
  wabaId: NumericId,
  accessToken: z.string().min(1),
  appId: z.string(),
})

const AccountInput = z.object({
  channel: z.enum(['messenger', 'instagram']),
  id: NumericId,
  name: z.string(),
  username: z.string().nullable().default(null),
  pageId: NumericId.nullable().default(null),
  accessToken: z.string().min(1),
  appId: z.string(),
})

const TokenInput = z.object({
  account: z.string(),
  accessToken: z.string().min(1).optional(),
  scopes: z.array(z.string()).nullable().default(null),
  userId: z.string().nullable().default(null),
  /** By the simulators' clock; null: never. */
  expiresAt: z.number().nullable().default(null),
})

export const setupCommands = {
  /** An app as its owner made it: its webhooks go nowhere yet. */
  addApp: command(
    z.object({ id: z.string(), secret: z.string().min(1), name: z.string().default('An app') }),
    (setup, app) => {
      setup.apps.set(app.id, app)
    },
  ),
  /** A number of a business that no server was told of yet. */
  addNumber: command(NumberInput, ({ worlds: { whatsapp } }, number): BusinessNumber => {
    whatsapp.numbers.set(number.phoneNumberId, number)
    whatsapp.unsubscribed.add(number.wabaId)
    if (!whatsapp.templates.some(({ wabaId }) => wabaId === number.wabaId)) {
      addHelloWorld(whatsapp, number.wabaId)
    }
    whatsapp.state.changed()
    return number
  }),
  /** A page or an Instagram account that no server was told of yet. */
  addAccount: command(AccountInput, ({ worlds, clock }, { channel, ...input }): Account => {
    const account: Account = {
      ...input,
      ...{ tokenIssuedAt: clock.now(), tokenExpiresAt: null, hasHumanAgent: false, allowsMessages: true },
      ...{ subscribedFields: [], profile: {} },
    }
    worlds[channel].accounts.set(account.id, account)
    worlds[channel].state.changed()
    return account
  }),
  /** Gives an account another token; the one before is worth nothing any more. */
  issueToken: command(TokenInput, (setup, { account: id, scopes, userId, expiresAt, accessToken }) => {
    const owned = ownedBy(setup, id)
    const token = accessToken ?? `EAA${randomBytes(40).toString('base64url')}`
    const now = setup.clock.now()
    owned.account.accessToken = token
    owned.account.tokenExpiresAt = expiresAt
    if (owned.channel !== 'whatsapp') owned.account.tokenIssuedAt = now
    setup.tokens.set(token, { scopes, userId, issuedAt: now })
    setup.worlds[owned.channel].state.changed()
    return token
  }),
  /** From now on every call with the account's token is refused: it has expired. */
  expireToken: command(OfAccount, (setup, { account: id }) => {
    const owned = ownedBy(setup, id)
    owned.account.tokenExpiresAt = setup.clock.now()
    setup.worlds[owned.channel].state.changed()
  }),
  /** What the platform's own pages bring back of a person who let the app in. */
  grantCode: command(OfAccount, (setup, { account }) => grantCode(setup, account)),
  subscriptions: command(z.object({ appId: z.string() }), ({ subscriptions }, { appId }) => [
    ...(subscriptions.get(appId)?.values() ?? []),
  ]),
  /** The `signed_request` that Meta posts when this person takes the app away or asks for deletion. */
  signRequest: command(z.object({ appId: z.string(), userId: z.string() }), (setup, { appId, userId }) => {
    const issuedAt = Math.floor(setup.clock.now() / 1_000)
    const about = { user_id: userId, algorithm: 'HMAC-SHA256', issued_at: issuedAt }
    const payload = Buffer.from(JSON.stringify(about)).toString('base64url')
    const secret = appOf(setup, appId)?.secret ?? ''
    return `${createHmac('sha256', secret).update(payload).digest('base64url')}.${payload}`
  }),
}
