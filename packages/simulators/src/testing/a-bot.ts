import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Where a bot sends, and the tokens it was given: all that somebody configures who knows no Hilo. */
export type BotConfig = {
  graphUrl: string
  instagramUrl: string
  tokens: { whatsapp: string; messenger: string; instagram: string }
}

export type Bot = { url: string; close(): Promise<void> }

/** What this bot reads of a webhook. */
type Hook = {
  object: string
  entry: {
    changes?: { value: { metadata: { phone_number_id: string }; messages?: WhatsAppMessage[] } }[]
    messaging?: { sender: { id: string }; message?: DirectMessage; postback?: { title: string } }[]
  }[]
}
type Title = { title: string }
type WhatsAppMessage = {
  id: string
  type: string
  from?: string
  from_user_id?: string
  text?: { body: string }
  interactive?: { button_reply?: Title; list_reply?: Title }
}
type DirectMessage = {
  text?: string
  is_echo?: boolean
  is_deleted?: boolean
  quick_reply?: { payload: string }
  attachments?: { type: string }[]
}
type Heard = { text: string | undefined; chosen: string | undefined; kind: string }
type Reply = (text: string, choices?: readonly string[][]) => Promise<unknown>

const MENU = [
  ['table', 'A table'],
  ['hours', 'The hours'],
]

/** A small bot that is not Hilo: it echoes, offers a menu, and reads what it hears at once. */
export async function aBot(config: BotConfig): Promise<Bot> {
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://bot')
    const body = (await request.toArray()).join('')
    response.end(url.searchParams.get('hub.challenge') ?? '')
    if (request.method === 'POST') await hear(JSON.parse(body), config)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function hear(body: Hook, config: BotConfig): Promise<void> {
  for (const entry of body.entry) {
    for (const { value } of entry.changes ?? []) {
      for (const message of value.messages ?? [])
        await hearWhatsApp(message, value.metadata.phone_number_id, config)
    }
    for (const { sender, message, postback } of entry.messaging ?? []) {
      if (!postback && (!message || message.is_echo || message.is_deleted)) continue
      const isInstagram = body.object === 'instagram'
      const base = isInstagram ? config.instagramUrl : config.graphUrl
      const token = config.tokens[isInstagram ? 'instagram' : 'messenger']
      await answer(
        {
          text: message?.text,
          chosen: message?.quick_reply ? message.text : postback?.title,
          kind: message?.attachments?.[0]?.type ?? 'text',
        },
        (text, choices) =>
          post(`${base}/v26.0/me/messages`, token, {
            recipient: { id: sender.id },
            messaging_type: 'RESPONSE',
            message: {
              text,
              quick_replies: choices?.map(([payload, title]) => ({ content_type: 'text', title, payload })),
            },
          }),
      )
    }
  }
}

async function hearWhatsApp(
  message: WhatsAppMessage,
  phoneNumberId: string,
  { graphUrl, tokens }: BotConfig,
): Promise<void> {
  const url = `${graphUrl}/v26.0/${phoneNumberId}/messages`
  const frame = {
    messaging_product: 'whatsapp',
    ...(message.from ? { to: message.from } : { recipient: message.from_user_id }),
  }
  await post(url, tokens.whatsapp, { ...frame, status: 'read', message_id: message.id })
  const reply = message.interactive?.button_reply ?? message.interactive?.list_reply
  await answer({ text: message.text?.body, chosen: reply?.title, kind: message.type }, (text, choices) => {
    const buttons = choices?.map(([id, title]) => ({ type: 'reply', reply: { id, title } }))
    const interactive = { type: 'button', body: { text }, action: { buttons } }
    const said = buttons ? { type: 'interactive', interactive } : { type: 'text', text: { body: text } }
    return post(url, tokens.whatsapp, { ...frame, ...said })
  })
}

async function answer({ text, chosen, kind }: Heard, reply: Reply): Promise<void> {
  if (chosen !== undefined) await reply(`You chose: ${chosen}`)
  else if (text === 'menu') await reply('What would you like?', MENU)
  else await reply(text === undefined ? `You sent an ${kind}` : `You said: ${text}`)
}

/** What became of it is nothing to this bot, not even that the platform is gone. */
async function post(url: string, token: string, body: object): Promise<void> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) }).catch(() => {})
}
