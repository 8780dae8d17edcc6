import {
  api,
  type Content,
  type Conversation,
  type Id,
  type MessageItem,
  newId,
  type TimelineItem,
} from '@hilo/protocol'
import type { Simulators } from '@hilo/simulators'
import { anOrg } from './factories.ts'
import type { Caller, RunningServer } from './server.ts'
import { type Connected, connectNumber, deployCode } from './whatsapp.ts'

/**
 * A small business: an org with one WhatsApp number, one agent and one contact with a simulated phone.
 * Everything the contact and the agent do goes through real webhooks and the real API.
 */
export type Desk = {
  number: Connected
  personId: string
  agent: Caller
  say(text: string): Promise<void>
  /** What the phone got from the business, in its order. */
  phone(): Promise<string[]>
  /** The contact's newest conversation. */
  conversation(): Promise<Conversation>
  /** The open conversation's id, as soon as it is there. */
  conversationId(): Promise<Id>
  timeline(): Promise<TimelineItem[]>
  /** The messages of the business, with what became of them. */
  sent(): Promise<{ text: string; status: MessageItem['status']; reason: string | null }[]>
  answer(text: string): Promise<MessageItem>
}

type Options = {
  simulators: Simulators
  code?: string
  more?: string
  /** Of the micro-backend. */
  name?: string
  locale?: string
  bsuid?: boolean
  /** The business account whose templates the inbox knows. */
  wabaId?: string
  /** Stacks tell the lines of the code. */
  hasLines?: boolean
}

export async function openDesk(server: RunningServer, options: Options): Promise<Desk> {
  const { simulators, code, more, name, locale, bsuid, hasLines, wabaId } = options
  const orgId = await anOrg(server.db, locale ? { locale } : {})
  const body =
    code === undefined
      ? null
      : { body: code, ...(more ? { more } : {}), ...(name ? { name } : {}), hasLines: hasLines === true }
  const backendId = body ? await deployCode(server, orgId, body) : null
  const number = await connectNumber(server, {
    ...{ orgId, backendId, simulators },
    ...(wabaId === undefined ? {} : { wabaId }),
  })
  const { id: personId } = await simulators.whatsapp.addPerson({
    name: 'Lucía',
    ...(bsuid ? { bsuid: true } : {}),
  })
  const agent = await server.signIn(orgId)
  const at = { personId, phoneNumberId: number.account }
  const conversation = async () => {
    const { conversations } = await agent.call(api.listConversations, { query: { status: 'all' } })
    const [newest] = conversations
    if (!newest) throw new Error('The contact has no conversation yet.')
    return newest
  }
  const conversationId = async () => (await conversation()).id
  const timeline = async () =>
    (
      await agent.call(api.getTimeline, {
        params: { conversationId: await conversationId() },
        query: { limit: 200 },
      })
    ).items
  return {
    ...{ number, personId, agent, conversation, conversationId, timeline },
    async say(text) {
      await simulators.whatsapp.say({ ...at, text })
      await simulators.whatsapp.awaitIdle()
    },
    async phone() {
      const messages = await simulators.whatsapp.messages(at)
      return messages.filter(({ direction }) => direction === 'out').map(({ body }) => textIn(body))
    },
    sent: async () =>
      (await timeline()).flatMap((item) =>
        item.type === 'message' && item.direction === 'out'
          ? [{ text: textOf(item.content), status: item.status, reason: item.statusReason }]
          : [],
      ),
    answer: async (text) =>
      agent.call(api.sendMessage, {
        params: { conversationId: await conversationId() },
        body: { clientId: newId(), text },
      }),
  }
}

function textOf(content: Content): string {
  return 'text' in content ? (content.text ?? '') : content.type
}

/** The text of a message as Graph carries it. */
function textIn(body: unknown): string {
  const { body: text } = body as { body?: string | { text?: string } }
  return typeof text === 'string' ? text : (text?.text ?? JSON.stringify(body))
}
