/** Builds Messenger and Instagram webhooks for tests. Ids and texts are made up. */

export const PAGE = '101010101010101'
export const CONTACT = '2525252525252525'
/** When every item happened that does not say so. */
export const AT = new Date('2026-11-21T22:26:40.123Z')

type Fields = Record<string, unknown>

export function aDirectWebhook(object: 'page' | 'instagram', ...entries: unknown[]): Fields {
  return { object, entry: entries }
}

export function anEntry(...messaging: unknown[]): Fields {
  return { id: PAGE, time: AT.getTime(), messaging }
}

/** Something that the contact does; `fields` say what. */
export function anItem(fields: Fields): Fields {
  return { sender: { id: CONTACT }, recipient: { id: PAGE }, timestamp: AT.getTime(), ...fields }
}

/** A message of the contact; `fields` replace or add to a text that says hello. */
export function aDirectMessage(fields: Fields = {}): Fields {
  const text = 'attachments' in fields || 'is_deleted' in fields ? {} : { text: 'Hello' }
  return anItem({ message: { mid: 'm_1', ...text, ...fields } })
}

/** The echo of what the business said. */
export function anEcho(fields: Fields = {}): Fields {
  const message = { mid: 'm_2', text: 'Yes, we are open', is_echo: true, ...fields }
  return anItem({ sender: { id: PAGE }, recipient: { id: CONTACT }, message })
}
