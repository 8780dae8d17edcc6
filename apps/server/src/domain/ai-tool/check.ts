import {
  type AiToolSettings,
  fillToolPlaces,
  TOOL_IDENTITY,
  type ToolField,
  toolPlacesIn,
} from '@hilo/protocol'
import { checkFields } from './check-fields.ts'
import { checkPlain, checkSent, checkWhole } from './check-sent.ts'
import { fieldAt } from './place.ts'
import { refuse } from './refuse.ts'

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
    refuse('body', `${settings.method} has none.`, `${settings.method} no lo tiene.`)
  if (!isJson(settings.body)) {
    refuse(
      'body',
      'must be JSON, in which places stand in texts: {"id": "{order_id}"}.',
      'tiene que ser JSON, con los lugares dentro de textos: {"id": "{order_id}"}.',
    )
  }
  checkPlaces('body', settings.body, fields)
  checkWhole(JSON.parse(settings.body), fields)
}

function checkUrl({ url, hosts }: AiToolSettings, loopback: readonly string[]): void {
  const [beforePath] = /^[a-z]+:\/\/[^/?#]*/i.exec(url) ?? []
  if (!beforePath || !URL.canParse(url))
    refuse('url', 'must be a whole address.', 'tiene que ser una dirección entera.')
  if (/[{}]/.test(beforePath))
    refuse('url', 'nothing can be filled in before its path.', 'antes de la ruta no se completa nada.')
  const { protocol, host, hostname, username, password, hash } = new URL(url)
  if (username + password + hash !== '')
    refuse('url', 'must have no user, password or fragment.', 'sin usuario, contraseña ni fragmento.')
  if (protocol !== 'https:' && !(protocol === 'http:' && loopback.includes(host))) {
    refuse('url', 'must begin with https://.', 'tiene que empezar con https://.')
  }
  if (!hosts.some((pattern) => isBelow(hostname, pattern)))
    refuse('hosts', `must name ${hostname}.`, `tiene que nombrar ${hostname}.`)
}

type Assured = Pick<AiToolSettings, 'assurance' | 'isEnabled'>

/** Refuses what nobody could be asked for. @throws AppError `invalid_request` */
export function checkAssurance({ assurance, isEnabled }: Assured, { canMail }: { canMail: boolean }): void {
  if (assurance !== 'email' || canMail || !isEnabled) return
  refuse(
    'assurance',
    'no code can be sent: set HILO_SMTP_URL and HILO_MAIL_FROM, and start the server again.',
    'no se puede enviar un código: define HILO_SMTP_URL y HILO_MAIL_FROM, y reinicia el servidor.',
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
      `${place} is no field, nothing in one, and nothing that the server knows. What is in a group is ` +
        'written {address.street}, what is in a list {items.0.sku}.',
      `${place} no es un campo, ni algo dentro de uno, ni algo que el servidor sepa. Lo que está en un ` +
        'grupo se escribe {address.street}; lo que está en una lista, {items.0.sku}.',
    )
  }
}

/** What the service will say is not known yet. */
function withoutResults(text: string): string {
  return fillToolPlaces(text, (name) => (name.startsWith('result.') ? '' : `{${name}}`))
}

function checkHeaders({ headers, secretHeaders }: AiToolSettings): void {
  const names = [...headers, ...secretHeaders].map(({ name }) => name.toLowerCase())
  const reserved = names.find((name) => RESERVED.has(name))
  if (reserved)
    refuse('headers', `${reserved} is set by the server itself.`, `${reserved} lo pone el servidor.`)
  if (new Set(names).size < names.length)
    refuse('headers', 'two of them have the same name.', 'dos tienen el mismo nombre.')
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
