import { randomBytes } from 'node:crypto'

/** A message id of the shape Meta makes: `wamid.` and base64 with all its characters. */
export function newMessageId(personAddress: string): string {
  const address = Buffer.from(personAddress)
  const head = Buffer.from([0x1c, 0x18, address.length & 0xff])
  const tail = Buffer.from([0x15, 0x02, 0x00, 0x11, 0x18, 0x12])
  const unique = Buffer.from(randomBytes(9).toString('hex').toUpperCase())
  return `wamid.${Buffer.concat([head, address, tail, unique, Buffer.from([0])]).toString('base64')}`
}
