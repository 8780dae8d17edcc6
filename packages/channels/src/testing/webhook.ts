/** Builds WhatsApp webhooks for tests. Ids, names and numbers are made up. */

export const ACCOUNT = '106500000000001'
export const BUSINESS_PHONE = '15550001111'
export const ADA = { wa_id: '4915100001', user_id: 'DE.13491AAA', profile: { name: 'Ada' } }

type Fields = Record<string, unknown>

export function aWebhook(...changes: unknown[]): Fields {
  return { object: 'whatsapp_business_account', entry: [{ id: '1020', changes }] }
}

export function aChange(value: Fields, field = 'messages'): Fields {
  const metadata = { display_phone_number: BUSINESS_PHONE, phone_number_id: ACCOUNT }
  return { field, value: { messaging_product: 'whatsapp', metadata, ...value } }
}

/** A message from Ada; `fields` replace or add to a text that says hello. */
export function aMessage(fields: Fields = {}): Fields {
  const text = fields.type === undefined ? { type: 'text', text: { body: 'Hello' } } : {}
  return { id: 'wamid.1', from: ADA.wa_id, timestamp: '1795300000', ...text, ...fields }
}

export function aStatus(fields: Fields = {}): Fields {
  return { id: 'wamid.2', status: 'sent', timestamp: '1795300100', recipient_id: ADA.wa_id, ...fields }
}

/** The webhook in which Ada sends one message. */
export function aMessageWebhook(fields: Fields = {}): Fields {
  return aWebhook(aChange({ contacts: [ADA], messages: [aMessage(fields)] }))
}
