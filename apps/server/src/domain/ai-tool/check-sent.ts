import { type AiToolSettings, type ToolField, toolPlacesIn } from '@hilo/protocol'
import { refuse } from '../issue/refuse.ts'
import { fieldAt } from './place.ts'

const WITH_BODY = new Set(['POST', 'PUT', 'PATCH'])

/**
 * That what has a structure can be sent as it is: in the JSON of a body. In an address there are plain
 * values, and lists of them as a parameter that is repeated.
 *
 * @throws AppError `invalid_request`
 */
export function checkSent({ method, url, fields }: AiToolSettings): void {
  const [path = '', ...rest] = url.split('?')
  checkPlain('url', path, fields)
  const parameters = rest.join('?').split('&')
  for (const one of parameters) checkParameter(one, fields)
  if (WITH_BODY.has(method)) return
  const sent = new Set(toolPlacesIn(url).map((place) => place.split('.')[0]))
  const nth = fields.findIndex((field) => isStructured(field) && !sent.has(field.name))
  const unsent = fields[nth]
  if (!unsent) return
  refuse(
    ['fields', nth, 'type'],
    `A list or a group is sent in a body, which ${method} has not: choose the method POST, PUT or PATCH. ` +
      `A list of plain values may be a parameter of the address instead: ?${unsent.name}={${unsent.name}}.`,
    `Una lista o un grupo va en un cuerpo, que ${method} no lleva: elige el método POST, PUT o PATCH. Una ` +
      `lista de valores simples también puede ir en la dirección: ?${unsent.name}={${unsent.name}}.`,
  )
}

function checkParameter(parameter: string, fields: readonly ToolField[]): void {
  const [only = '', ...more] = toolPlacesIn(parameter)
  const field = fieldAt(fields, only)
  const isList = field?.isList === true && field.type !== 'group'
  if (!isList || more.length > 0 || !parameter.endsWith(`={${only}}`)) checkPlain('url', parameter, fields)
}

/** That a text has no place for what is no plain value. */
export function checkPlain(where: string, text: string, fields: readonly ToolField[]): void {
  const structured = toolPlacesIn(text).find((one) => isStructured(fieldAt(fields, one)))
  if (structured === undefined) return
  const place = `{${structured}}`
  refuse(
    where,
    `${place} is a list or a group: it can be sent in a body, as the whole of a text, and a list of plain ` +
      'values as the whole of a parameter, such as ?tag={tags}; or name what is in it, as {items.0.sku}.',
    `${place} es una lista o un grupo: puede ir en un cuerpo, como un texto entero, y una lista de valores ` +
      'simples como un parámetro entero, por ejemplo ?tag={tags}; o nombra lo que tiene, como {items.0.sku}.',
  )
}

/** That in the JSON of a body what has a structure is the whole of a text. */
export function checkWhole(part: unknown, fields: readonly ToolField[]): void {
  if (typeof part === 'string') {
    const [only] = toolPlacesIn(part)
    if (part !== `{${only}}`) checkPlain('body', part, fields)
  } else if (typeof part === 'object' && part !== null) {
    for (const one of Object.values(part)) checkWhole(one, fields)
  }
}

function isStructured(field: ToolField | null): boolean {
  return field?.type === 'group' || field?.isList === true
}
