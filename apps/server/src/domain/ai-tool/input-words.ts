import { retell, type Sentence } from '@hilo/protocol'

/**
 * What may be wrong with an input, in Spanish too: `read-input.ts` says it in English for a model, and a
 * member who tries a tool reads it as well.
 */
const PROBLEMS: readonly Sentence<'en' | 'es'>[] = [
  { en: 'The input must be an object.', es: 'La entrada tiene que ser un objeto.' },
  { en: 'The input is too long.', es: 'La entrada es demasiado larga.' },
  { en: 'A value cannot be part of the address.', es: 'Un valor no puede ser parte de la dirección.' },
  { en: '{path} is no field of this tool.', es: '{path} no es un campo de esta herramienta.' },
  { en: '{path} is missing.', es: 'Falta {path}.' },
  { en: '{path} must be an object.', es: '{path} tiene que ser un objeto.' },
  { en: '{path} must be a list.', es: '{path} tiene que ser una lista.' },
  {
    en: '{path} must be a list of {least} to {most}.',
    es: '{path} tiene que ser una lista de {least} a {most}.',
  },
  { en: '{path} must be true or false.', es: '{path} tiene que ser sí o no.' },
  { en: '{path} must be a whole number.', es: '{path} tiene que ser un número entero.' },
  { en: '{path} must be a number.', es: '{path} tiene que ser un número.' },
  { en: '{path} must be at least {least}.', es: '{path} tiene que ser {least} como mínimo.' },
  { en: '{path} must be at most {most}.', es: '{path} tiene que ser {most} como máximo.' },
  { en: '{path} must be one of: {options}.', es: '{path} tiene que ser uno de: {options}.' },
  {
    en: '{path} must be a text of at most {most} characters.',
    es: '{path} tiene que ser un texto de {most} caracteres como máximo.',
  },
  {
    en: '{path} must be a text of {least} to {most} characters.',
    es: '{path} tiene que ser un texto de {least} a {most} caracteres.',
  },
  { en: '{path} could not be checked: shorten it.', es: '{path} no se pudo comprobar: acórtalo.' },
  { en: '{path} must fit the pattern {pattern}.', es: '{path} tiene que cumplir el patrón {pattern}.' },
  {
    en: '{path} must be a date such as 2026-12-31.',
    es: '{path} tiene que ser una fecha, por ejemplo 2026-12-31.',
  },
  {
    en: '{path} must be a date and time such as 2026-12-31T18:00:00Z.',
    es: '{path} tiene que ser una fecha y hora, por ejemplo 2026-12-31T18:00:00Z.',
  },
  { en: '{path} must be an e-mail address.', es: '{path} tiene que ser un correo electrónico.' },
  { en: '{path} must be a UUID.', es: '{path} tiene que ser un UUID.' },
  {
    en: '{path} must be an address that begins with https:// or http://.',
    es: '{path} tiene que ser una dirección que empiece con https:// o http://.',
  },
]

/** What is wrong with an input, as it is said in English, in Spanish. */
export function inputProblemEs(problem: string): string {
  return retell(problem, PROBLEMS, 'es') ?? problem
}
