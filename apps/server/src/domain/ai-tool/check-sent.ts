import { type AiToolSettings, type Issue, type ToolField, toolPlacesIn } from '@hilo/protocol'
import { issueAt } from '../issue/refuse.ts'
import { fieldAt } from './place.ts'

const WITH_BODY = new Set(['POST', 'PUT', 'PATCH'])

type Sent = Pick<AiToolSettings, 'fields'> & Partial<Pick<AiToolSettings, 'method' | 'url'>>

/**
 * That what has a structure can be sent as it is: in the JSON of a body. In an address there are plain
 * values, and lists of them as a parameter that is repeated.
 */
export function checkSent({ method, url = '', fields }: Sent): Issue[] {
  const [path = '', ...rest] = url.split('?')
  const parameters = rest.join('?').split('&')
  const ofAddress = [
    ...checkPlain('url', path, fields),
    ...parameters.flatMap((one) => checkParameter(one, fields)),
  ]
  return method === undefined || WITH_BODY.has(method)
    ? ofAddress
    : [...ofAddress, ...checkUnsent(method, url, fields)]
}

/** Without a body, what has a structure is sent in the address or nowhere. */
function checkUnsent(method: string, url: string, fields: readonly ToolField[]): Issue[] {
  const sent = new Set(toolPlacesIn(url).map((place) => place.split('.')[0]))
  return [...fields.entries()]
    .filter(([, field]) => isStructured(field) && !sent.has(field.name))
    .map(([nth, { name }]) =>
      issueAt(
        ['fields', nth, 'type'],
        `A list or a group is sent in a body, which ${method} has not: choose the method POST, PUT or ` +
          `PATCH. A list of plain values may be a parameter of the address instead: ?${name}={${name}}.`,
        `Una lista o un grupo va en un cuerpo, que ${method} no lleva: elige el método POST, PUT o PATCH. ` +
          `Una lista de valores simples también puede ir en la dirección: ?${name}={${name}}.`,
      ),
    )
}

function checkParameter(parameter: string, fields: readonly ToolField[]): Issue[] {
  const [only = '', ...more] = toolPlacesIn(parameter)
  const field = fieldAt(fields, only)
  const isList = field?.isList === true && field.type !== 'group'
  return isList && more.length === 0 && parameter.endsWith(`={${only}}`)
    ? []
    : checkPlain('url', parameter, fields)
}

/** That a text has no place for what is no plain value. */
export function checkPlain(where: string, text: string, fields: readonly ToolField[]): Issue[] {
  const structured = toolPlacesIn(text).find((one) => isStructured(fieldAt(fields, one)))
  if (structured === undefined) return []
  const place = `{${structured}}`
  return [
    issueAt(
      where,
      `${place} is a list or a group: it can be sent in a body, as the whole of a text, and a list of ` +
        'plain values as the whole of a parameter, such as ?tag={tags}; or name what is in it, as ' +
        '{items.0.sku}.',
      `${place} es una lista o un grupo: puede ir en un cuerpo, como un texto entero, y una lista de ` +
        'valores simples como un parámetro entero, por ejemplo ?tag={tags}; o nombra lo que tiene, como ' +
        '{items.0.sku}.',
    ),
  ]
}

/** That in the JSON of a body what has a structure is the whole of a text. */
export function checkWhole(part: unknown, fields: readonly ToolField[]): Issue[] {
  if (typeof part === 'string') {
    const [only] = toolPlacesIn(part)
    return part === `{${only}}` ? [] : checkPlain('body', part, fields)
  }
  if (typeof part !== 'object' || part === null) return []
  return Object.values(part).flatMap((one) => checkWhole(one, fields))
}

function isStructured(field: ToolField | null): boolean {
  return field?.type === 'group' || field?.isList === true
}
