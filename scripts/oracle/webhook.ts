import { seenAs, textOfEdit } from './oracle.ts'
import { type ChannelName, EPOCH, type Happening } from './sequence.ts'

/** A contact of an account, with a number that is their address on every channel. */
export type Pair = { channel: ChannelName; account: string; contact: string }

type Fields = Record<string, unknown>

/** Our id of what somebody said, which is the platform's. */
export function externalIdOf({ contact }: Pair, name: string): string {
  return `m.${contact}.${name}`
}

/** The entry of a webhook in which a platform tells that it happened. */
export function entryOf(pair: Pair, what: Happening | 'hello'): Fields {
  return pair.channel === 'whatsapp' ? whatsappEntry(pair, what) : directEntry(pair, what)
}

function whatsappEntry(pair: Pair, what: Happening | 'hello'): Fields {
  const { account, contact } = pair
  const metadata = { display_phone_number: '15550001111', phone_number_id: account }
  const isEcho = what !== 'hello' && what.type === 'echo'
  const changes = [
    {
      field: isEcho ? 'smb_message_echoes' : 'messages',
      value: { messaging_product: 'whatsapp', metadata, ...whatsappValue(pair, what) },
    },
  ]
  return { id: `business of ${contact}`, changes }
}

function whatsappValue(pair: Pair, what: Happening | 'hello'): Fields {
  const { contact } = pair
  const id = (name: string) => externalIdOf(pair, name)
  const at = (hour: number) => String(EPOCH / 1_000 + hour * 3_600)
  const text = (body: string) => ({ type: 'text', text: { body } })
  if (what === 'hello')
    return { messages: [{ id: id('hello'), from: contact, timestamp: at(0), ...text('hello') }] }
  const { type, nth } = what
  switch (type) {
    case 'say':
      return {
        messages: [{ id: id(`say.${nth}`), from: contact, timestamp: at(what.hour), ...text(`say ${nth}`) }],
      }
    case 'edit': {
      const edit = { original_message_id: id(`say.${nth}`), message: text(textOfEdit(what)) }
      return {
        messages: [{ id: id(`edit.${nth}.${what.time}`), from: contact, timestamp: at(0), type, edit }],
      }
    }
    case 'unsend': {
      const revoke = { original_message_id: id(`say.${nth}`) }
      return {
        messages: [{ id: id(`unsend.${nth}`), from: contact, timestamp: at(0), type: 'revoke', revoke }],
      }
    }
    case 'echo':
      return {
        message_echoes: [
          {
            id: id(`echo.${nth}`),
            from: '15550001111',
            to: contact,
            timestamp: at(0),
            ...text(`echo ${nth}`),
          },
        ],
      }
    case 'status':
      return {
        statuses: [{ id: id(`out.${nth}`), status: what.status, timestamp: at(0), recipient_id: contact }],
      }
  }
}

function directEntry(pair: Pair, what: Happening | 'hello'): Fields {
  const { account, contact } = pair
  const [sender, recipient] =
    what !== 'hello' && what.type === 'echo' ? [account, contact] : [contact, account]
  const hour = what !== 'hello' && what.type === 'say' ? what.hour : 0
  const timestamp = EPOCH + hour * 3_600_000
  const item = {
    sender: { id: sender },
    recipient: { id: recipient },
    timestamp,
    ...directFields(pair, what),
  }
  return { id: account, time: EPOCH, messaging: [item] }
}

function directFields(pair: Pair, what: Happening | 'hello'): Fields {
  const mid = (name: string) => externalIdOf(pair, name)
  if (what === 'hello') return { message: { mid: mid('hello'), text: 'hello' } }
  const { type, nth } = what
  switch (type) {
    case 'say':
      return { message: { mid: mid(`say.${nth}`), text: `say ${nth}` } }
    case 'edit':
      return { message_edit: { mid: mid(`say.${nth}`), text: textOfEdit(what), num_edit: what.time } }
    case 'unsend':
      return { message: { mid: mid(`say.${nth}`), is_deleted: true } }
    case 'echo':
      return { message: { mid: mid(`echo.${nth}`), text: `echo ${nth}`, is_echo: true } }
    case 'status': {
      const isRead = seenAs(pair.channel, what.status) === 'read'
      if (!isRead) return { delivery: { mids: [mid(`out.${nth}`)] } }
      const untilThen =
        pair.channel === 'messenger' ? { watermark: Date.now() + 60_000 } : { mid: mid(`out.${nth}`) }
      return { read: untilThen }
    }
  }
}
