import { createHmac } from 'node:crypto'

/** Where webhooks go, who signs them, and which numbers the businesses have. */
export type Destination = {
  readonly url: string
  readonly secret: string
  /** Number n of the businesses is this one plus n. */
  readonly firstNumber: string
  readonly orgs: number
}

const FIRST_CONTACT = 15_550_000_000

/** The phone number of a contact. */
function phoneOf(user: number): string {
  return String(FIRST_CONTACT + user)
}

/** The business that a contact writes to. */
function accountOf({ firstNumber, orgs }: Destination, user: number): string {
  return String(BigInt(firstNumber) + BigInt(user % orgs))
}

/** Whose phone this is, or null when a business sent to somebody who never wrote to it. */
export function userOf(destination: Destination, account: string, phone: string): number | null {
  const user = Number(phone.replace(/^\+/, '')) - FIRST_CONTACT
  return user >= 0 && accountOf(destination, user) === account ? user : null
}

type Text = { user: number; id: string; text: string }

/** The request that brings a contact's text. */
export function messageRequest(destination: Destination, text: Text): Buffer {
  return batchRequest(destination, [text])
}

/** The request that brings texts of several contacts of one business, in their order. */
export function batchRequest(destination: Destination, texts: readonly Text[]): Buffer {
  const users = [...new Set(texts.map(({ user }) => user))]
  return signedRequest(destination, accountOf(destination, users[0] ?? 0), {
    contacts: users.map((user) => ({ profile: { name: `Contact ${user}` }, wa_id: phoneOf(user) })),
    messages: texts.map(({ user, id, text }) => ({
      ...{ from: phoneOf(user), id, timestamp: seconds(), type: 'text', text: { body: text } },
    })),
  })
}

type Status = { id: string; status: 'sent' | 'delivered' | 'read'; user: number; opaque: string | undefined }

/**
 * The request that tells how far a message came.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/status
 */
export function statusRequest(destination: Destination, { id, status, user, opaque }: Status): Buffer {
  return signedRequest(destination, accountOf(destination, user), {
    statuses: [
      {
        ...{ id, status, timestamp: seconds(), recipient_id: phoneOf(user) },
        ...(opaque !== undefined && { biz_opaque_callback_data: opaque }),
        pricing: { billable: true, pricing_model: 'PMP', category: 'service' },
      },
    ],
  })
}

function signedRequest({ url, secret }: Destination, account: string, value: object): Buffer {
  const body = JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [
      {
        id: '200000000000002',
        changes: [
          {
            field: 'messages',
            value: {
              messaging_product: 'whatsapp',
              metadata: { display_phone_number: '15559999999', phone_number_id: account },
              ...value,
            },
          },
        ],
      },
    ],
  })
  const { host, pathname } = new URL(url)
  const head = [
    `POST ${pathname} HTTP/1.1`,
    `Host: ${host}`,
    'Content-Type: application/json',
    'User-Agent: facebookexternalua',
    `X-Hub-Signature-256: sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
  ]
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`)
}

function seconds(): string {
  return String(Math.floor(Date.now() / 1_000))
}
