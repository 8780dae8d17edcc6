import { randomInt } from 'node:crypto'
import { api, type Id, type MessageItem, newId } from '@hilo/protocol'
import type { Simulators } from '@hilo/simulators'
import { bindAccount } from '../domain/directory/bind.ts'
import { connectInbox } from '../domain/inbox/connect.ts'
import { putMetaApp } from '../domain/webhook/meta-app.ts'
import { anOrg } from './factories.ts'
import type { Caller, RunningServer } from './server.ts'
import { deployCode } from './whatsapp.ts'

/** A small business with a page or an Instagram account, one agent and one contact who has a phone. */
export type DirectDesk = {
  channel: 'messenger' | 'instagram'
  at: { personId: string; accountId: string }
  agent: Caller
  say(text: string): Promise<void>
  /** What the contact got from the business, in its order. */
  phone(): Promise<string[]>
  conversationId(): Promise<Id>
  messages(): Promise<MessageItem[]>
  answer(text: string): Promise<MessageItem>
}

type Options = {
  simulators: Simulators
  channel: 'messenger' | 'instagram'
  code?: string
  humanAgent?: boolean
}

const TOKEN = 'token-of-the-test'
const SECRET = 'secret-of-the-test'
const VERIFY_TOKEN = 'meatyhamhock'

/** Connects an account as production connects one, and hands somebody a phone. */
export async function openDirectDesk(
  server: RunningServer,
  { simulators, channel, code, humanAgent = false }: Options,
): Promise<DirectDesk> {
  const orgId = await anOrg(server.db)
  const backendId = code === undefined ? null : await deployCode(server, orgId, { body: code })
  const [appId, accountId] = [someDigits(), someDigits()]
  await putMetaApp(server.db.global, server.keys, { id: appId, secret: SECRET, verifyToken: VERIFY_TOKEN })
  const inboxId = await server.db.withOrg(orgId, (tx) =>
    connectInbox(tx, server.keys, {
      ...{ channel, name: channel, account: accountId, backendId },
      settings: { accessToken: TOKEN, appId, humanAgent },
    }),
  )
  await bindAccount(server.db.global, { appId, account: accountId, channel, orgId, inboxId })
  const control = simulators[channel]
  await control.registerAccount({
    ...{ id: accountId, name: 'Casa Lumbre', accessToken: TOKEN, hasHumanAgent: humanAgent },
    ...{ appId, webhookUrl: `${server.url}/webhooks/meta/${appId}`, appSecret: SECRET },
    verifyToken: VERIFY_TOKEN,
  })
  const { id: personId } = await control.addPerson({ name: 'Lucía' })
  const at = { personId, accountId }
  const agent = await server.signIn(orgId)
  const conversationId = async () => {
    const { conversations } = await agent.call(api.listConversations, { query: { status: 'all' } })
    const [newest] = conversations
    if (!newest) throw new Error('The contact has no conversation yet.')
    return newest.id
  }
  return {
    ...{ channel, at, agent, conversationId },
    async say(text) {
      await control.say({ ...at, text })
      await control.awaitIdle({})
    },
    async phone() {
      const messages = await control.messages(at)
      return messages.flatMap(({ direction, body }) => (direction === 'out' ? (body.text ?? '[file]') : []))
    },
    async messages() {
      const params = { conversationId: await conversationId() }
      const { items } = await agent.call(api.getTimeline, { params, query: { limit: 200 } })
      return items.filter((item) => item.type === 'message')
    },
    answer: async (text) =>
      agent.call(api.sendMessage, {
        params: { conversationId: await conversationId() },
        body: { clientId: newId(), text },
      }),
  }
}

/** Fifteen digits that nobody has. */
function someDigits(): string {
  return String(1e14 + randomInt(1e14))
}
