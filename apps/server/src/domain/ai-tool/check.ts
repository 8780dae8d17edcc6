import {
  type AiToolSettings,
  fillToolPlaces,
  TOOL_IDENTITY,
  type ToolField,
  toolPlacesIn,
} from '@hilo/protocol'
import { refuse } from '../issue/refuse.ts'
import { checkFields } from './check-fields.ts'
import { checkPlain, checkSent, checkWhole } from './check-sent.ts'
import { fieldAt } from './place.ts'

/** What the connection decides, and what the server itself says. */
const RESERVED = new Set([
  ...['host', 'connection', 'content-length', 'content-type', 'transfer-encoding', 'expect', 'upgrade'],
  ...['idempotency-key', 'accept-encoding', 'te', 'trailer', 'keep-alive', 'proxy-authorization'],
])
const WITH_BODY = new Set(['POST', 'PUT', 'PATCH'])

/**
 * Refuses a tool that could not be called, or could be led elsewhere by what is filled in: a host is never
 * filled in.
 *
 * @throws AppError `invalid_request`
 */
export function checkTool(settings: AiToolSettings, loopback: readonly string[]): void {
  const { fields } = settings
  checkFields(fields)
  checkUrl(settings, loopback)
  checkPlaces('url', settings.url, fields)
  checkHeaders(settings)
  checkPlaces('reply', withoutResults(settings.reply ?? ''), fields)
  checkPlain('reply', settings.reply ?? '', fields)
  checkSent(settings)
  if (settings.body === null) return
  if (!WITH_BODY.has(settings.method))
    refuse(
      'body',
      `${settings.method} has no body: empty it.`,
      `${settings.method} no lleva cuerpo: vacíalo.`,
    )
  if (!isJson(settings.body)) {
    refuse(
      'body',
      'This is no JSON. Places stand in texts: {"id": "{order_id}"}.',
      'Esto no es JSON. Los lugares van dentro de textos: {"id": "{order_id}"}.',
    )
  }
  checkPlaces('body', settings.body, fields)
  checkWhole(JSON.parse(settings.body), fields)
}

function checkUrl({ url, hosts }: AiToolSettings, loopback: readonly string[]): void {
  const [beforePath] = /^[a-z]+:\/\/[^/?#]*/i.exec(url) ?? []
  if (!beforePath || !URL.canParse(url))
    refuse(
      'url',
      'Write a whole address, such as https://api.example.com/orders.',
      'Escribe una dirección entera, por ejemplo https://api.example.com/orders.',
    )
  if (/[{}]/.test(beforePath))
    refuse(
      'url',
      'Nothing can be filled in before its path: write the host itself.',
      'Antes de la ruta no se completa nada: escribe el servidor mismo.',
    )
  const { protocol, host, hostname, username, password, hash } = new URL(url)
  if (username + password + hash !== '')
    refuse(
      'url',
      'Leave out its user, its password and what follows #. A password belongs in a secret header.',
      'Quita el usuario, la contraseña y lo que sigue a #. Una contraseña va en un encabezado secreto.',
    )
  if (protocol !== 'https:' && !(protocol === 'http:' && loopback.includes(host))) {
    refuse('url', 'It has to begin with https://.', 'Tiene que empezar con https://.')
  }
  if (!hosts.some((pattern) => isBelow(hostname, pattern)))
    refuse(
      'hosts',
      `Name ${hostname} too: its address is there.`,
      `Nombra también ${hostname}: ahí está su dirección.`,
    )
}

type Assured = Pick<AiToolSettings, 'assurance' | 'isEnabled'>

/** Refuses what nobody could be asked for. @throws AppError `invalid_request` */
export function checkAssurance({ assurance, isEnabled }: Assured, { canMail }: { canMail: boolean }): void {
  if (assurance !== 'email' || canMail || !isEnabled) return
  refuse(
    'assurance',
    'No code can be sent: set HILO_SMTP_URL and HILO_MAIL_FROM, and start the server again.',
    'No se puede enviar un código: define HILO_SMTP_URL y HILO_MAIL_FROM, y reinicia el servidor.',
  )
}

function isBelow(host: string, pattern: string): boolean {
  return pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) : host === pattern
}

function checkPlaces(where: string, text: string, fields: readonly ToolField[]): void {
  const known: readonly string[] = TOOL_IDENTITY
  const unknown = toolPlacesIn(text).find((name) => !known.includes(name) && !fieldAt(fields, name))
  if (unknown) {
    const place = `{${unknown}}`
    refuse(
      where,
      `${place} is no field, nothing in one, and nothing that the server knows: add a field of that name, ` +
        'or correct it. What is in a group is written {address.street}, what is in a list {items.0.sku}.',
      `${place} no es un campo, ni algo dentro de uno, ni algo que el servidor sepa: agrega un campo con ` +
        'ese nombre, o corrígelo. Lo que está en un grupo se escribe {address.street}; lo que está en una ' +
        'lista, {items.0.sku}.',
    )
  }
}

/** What the service will say is not known yet. */
function withoutResults(text: string): string {
  return fillToolPlaces(text, (name) => (name.startsWith('result.') ? '' : `{${name}}`))
}

function checkHeaders({ headers, secretHeaders }: AiToolSettings): void {
  const named = [
    ...headers.map(({ name }, at) => ({ name: name.toLowerCase(), at: ['headers', at, 'name'] })),
    ...secretHeaders.map(({ name }, at) => ({ name: name.toLowerCase(), at: ['secretHeaders', at, 'name'] })),
  ]
  const reserved = named.find(({ name }) => RESERVED.has(name))
  if (reserved)
    refuse(
      reserved.at,
      `${reserved.name} is set by the server itself: remove it here.`,
      `${reserved.name} lo pone el servidor: quítalo aquí.`,
    )
  const twice = named.find(({ name }, nth) => named.findIndex((one) => one.name === name) < nth)
  if (twice)
    refuse(twice.at, 'There is a header of this name already.', 'Ya hay un encabezado con este nombre.')
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
