import {
  type AiToolSettings,
  fillToolPlaces,
  type Issue,
  TOOL_IDENTITY,
  type ToolField,
  toolPlacesIn,
} from '@hilo/protocol'
import { issueAt } from '../issue/refuse.ts'
import { checkFields } from './check-fields.ts'
import { checkHeaders } from './check-headers.ts'
import { checkPlain, checkSent, checkWhole } from './check-sent.ts'
import { checkUrl } from './check-url.ts'
import { fieldAt } from './place.ts'

const WITH_BODY = new Set(['POST', 'PUT', 'PATCH'])

/** The settings of a tool as far as they can be read: what does not fit the contract is not there. */
export type ReadableSettings = Partial<AiToolSettings> & Pick<AiToolSettings, 'fields'>

/**
 * All for which a tool could not be called, or could be led elsewhere by what is filled in: a host is never
 * filled in.
 */
export function checkTool(settings: ReadableSettings, loopback: readonly string[]): Issue[] {
  const { fields, url = '', reply } = settings
  return [
    ...checkFields(fields),
    ...checkUrl(settings, loopback),
    ...checkPlaces('url', url, fields),
    ...checkHeaders(settings),
    ...checkPlaces('reply', withoutResults(reply ?? ''), fields),
    ...checkPlain('reply', reply ?? '', fields),
    ...checkSent(settings),
    ...checkBody(settings),
  ]
}

function checkBody({ body, method, fields }: ReadableSettings): Issue[] {
  if (typeof body !== 'string') return []
  if (method !== undefined && !WITH_BODY.has(method))
    return [issueAt('body', `${method} has no body: empty it.`, `${method} no lleva cuerpo: vacíalo.`)]
  const json = jsonOf(body)
  if (json === undefined)
    return [
      issueAt(
        'body',
        'This is no JSON. Places stand in texts: {"id": "{order_id}"}.',
        'Esto no es JSON. Los lugares van dentro de textos: {"id": "{order_id}"}.',
      ),
    ]
  return [...checkPlaces('body', body, fields), ...checkWhole(json, fields)]
}

type Assured = Partial<Pick<AiToolSettings, 'assurance' | 'isEnabled'>>

/** That nobody would be asked for what they cannot be asked for. */
export function checkAssurance(
  { assurance, isEnabled }: Assured,
  { canMail }: { canMail: boolean },
): Issue[] {
  if (assurance !== 'email' || canMail || !isEnabled) return []
  return [
    issueAt(
      'assurance',
      'No code can be sent: set HILO_SMTP_URL and HILO_MAIL_FROM, and start the server again.',
      'No se puede enviar un código: define HILO_SMTP_URL y HILO_MAIL_FROM, y reinicia el servidor.',
    ),
  ]
}

function checkPlaces(where: string, text: string, fields: readonly ToolField[]): Issue[] {
  const known: readonly string[] = TOOL_IDENTITY
  const unknown = toolPlacesIn(text).find((name) => !known.includes(name) && !fieldAt(fields, name))
  if (unknown === undefined) return []
  const place = `{${unknown}}`
  return [
    issueAt(
      where,
      `${place} is no field, nothing in one, and nothing that the server knows: add a field of that name, ` +
        'or correct it. What is in a group is written {address.street}, what is in a list {items.0.sku}.',
      `${place} no es un campo, ni algo dentro de uno, ni algo que el servidor sepa: agrega un campo con ` +
        'ese nombre, o corrígelo. Lo que está en un grupo se escribe {address.street}; lo que está en una ' +
        'lista, {items.0.sku}.',
    ),
  ]
}

/** What the service will say is not known yet. */
function withoutResults(text: string): string {
  return fillToolPlaces(text, (name) => (name.startsWith('result.') ? '' : `{${name}}`))
}

/** Undefined: it is none. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
