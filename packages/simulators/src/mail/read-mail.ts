type Read = { subject: string; text: string; messageId: string }

/** What a person reads of a mail of one plain part, as Hilo writes them. `source` has a byte in each character. */
export function readMail(source: string): Read {
  const at = source.indexOf('\r\n\r\n')
  const head = source.slice(0, at).replaceAll(/\r\n[ \t]+/g, ' ')
  const headerOf = (name: string) => new RegExp(`^${name}: (.*)$`, 'im').exec(head)?.[1]?.trim() ?? ''
  const body = decoded(source.slice(at + 4), headerOf('content-transfer-encoding').toLowerCase())
  return {
    subject: inWords(headerOf('subject')),
    text: utf8(body).replaceAll('\r\n', '\n').trim(),
    messageId: headerOf('message-id'),
  }
}

function decoded(body: string, encoding: string): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('latin1')
  return encoding === 'quoted-printable' ? unquoted(body.replaceAll('=\r\n', '')) : body
}

function unquoted(text: string): string {
  return text.replaceAll(/=([0-9A-F]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
}

/** https://www.rfc-editor.org/rfc/rfc2047 */
function inWords(text: string): string {
  return text
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?utf-8\?([BQ])\?([^?]*)\?=/gi, (_, kind: string, value: string) =>
      utf8(kind.toUpperCase() === 'B' ? decoded(value, 'base64') : unquoted(value.replaceAll('_', ' '))),
    )
}

function utf8(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString('utf8')
}
