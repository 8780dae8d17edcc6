import type { Issue } from '@hilo/protocol'
import type { z } from 'zod'
import { RULE_WORDS, type Said } from './rule-words.ts'

type ZodIssue = z.core.$ZodIssue

/** More than so many are a list of their own. */
const VALUES_MAX = 20

/**
 * What is wrong with a request, field by field, in words for who fills in a form. For programs it is the
 * sentence of the error that says it, in the words of the schema.
 */
export function explainIssues(error: z.ZodError): Issue[] {
  return error.issues.map((issue) => {
    const [message, messageEs] = said(issue)
    return {
      path: issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key)),
      message,
      messageEs,
    }
  })
}

function said(issue: ZodIssue): Said {
  const ruled = RULE_WORDS[issue.message]
  if (ruled) return ruled
  switch (issue.code) {
    case 'too_small':
      return tooSmall(issue.origin, Number(issue.minimum))
    case 'too_big':
      return tooBig(issue.origin, Number(issue.maximum))
    case 'invalid_type':
      return missing(issue.expected)
    case 'invalid_value':
      return otherValue(issue.values.map(String))
    case 'invalid_union':
      return otherValue([])
    case 'unrecognized_keys':
      return unknown(issue.keys.join(', '))
    default:
      return ['It is not written as it has to be.', 'No está escrito como tiene que estar.']
  }
}

function tooSmall(origin: string, least: number): Said {
  if (origin === 'string' && least === 1) return ['Write something here.', 'Escribe algo aquí.']
  if (origin === 'string')
    return [`Write at least ${least} characters.`, `Escribe al menos ${least} caracteres.`]
  if (origin === 'array' && least === 1)
    return ['Write or choose at least one.', 'Escribe o elige al menos uno.']
  if (origin === 'array') return [`At least ${least} of them.`, `Al menos ${least}.`]
  return [`It must be at least ${least}.`, `Tiene que ser ${least} como mínimo.`]
}

function tooBig(origin: string, most: number): Said {
  if (origin === 'string')
    return [
      `It is too long: at most ${most} characters.`,
      `Es demasiado largo: como máximo ${most} caracteres.`,
    ]
  if (origin === 'array')
    return [`They are too many: at most ${most}.`, `Son demasiados: como máximo ${most}.`]
  return [`It must be at most ${most}.`, `Tiene que ser ${most} como máximo.`]
}

function missing(expected: string): Said {
  if (expected === 'int') return ['Write a whole number.', 'Escribe un número entero.']
  if (expected === 'number') return ['Write a number.', 'Escribe un número.']
  if (expected === 'string') return ['Write something here.', 'Escribe algo aquí.']
  return ['This is missing.', 'Esto falta.']
}

/** Who writes a file or a program has no list to choose from. */
function otherValue(values: readonly string[]): Said {
  if (values.length === 0 || values.length > VALUES_MAX)
    return ['Choose one of those that there are.', 'Elige uno de los que hay.']
  const list = values.join(', ')
  return [`Choose one of these: ${list}.`, `Elige uno de estos: ${list}.`]
}

function unknown(names: string): Said {
  return [`The server does not know this: ${names}.`, `El servidor no conoce esto: ${names}.`]
}
