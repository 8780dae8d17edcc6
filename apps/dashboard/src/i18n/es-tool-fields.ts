import type { toolFieldsEn } from './en-tool-fields.ts'

/** The words of the fields of tools, in Spanish. */
export const toolFieldsEs: typeof toolFieldsEn = {
  types: {
    text: 'Texto',
    integer: 'Número entero',
    number: 'Número',
    boolean: 'Sí o no',
    choice: 'Opción',
    date: 'Fecha',
    datetime: 'Fecha y hora',
    email: 'Correo electrónico',
    uuid: 'UUID',
    url: 'Dirección web',
    group: 'Grupo de campos',
  },
  isList: 'Varios, como lista',
  limits: 'Límites y valor por omisión',
  least: 'Como mínimo',
  most: 'Como máximo',
  shortest: 'Mínimo de caracteres',
  longest: 'Máximo de caracteres',
  itemsMin: 'Mínimo en la lista',
  itemsMax: 'Máximo en la lista',
  default: 'Se completa si se omite',
  pattern: 'Tiene que cumplir este patrón',
  patternHint: 'Una expresión regular. Sin ^ ni $ basta con que esté en alguna parte del texto.',
  fieldsOf: (label) => (label === '' ? 'Campos del grupo' : `Campos de ${label}`),
  asSchema: 'Como JSON Schema',
  schema: 'Los campos como JSON Schema',
  schemaHint:
    'Pega uno para reemplazar los campos: un objeto de textos, números, sí o no, listas y objetos, con dos ' +
    'niveles como máximo. El resto de JSON Schema, como oneOf, se rechaza por su nombre.',
  takeSchema: 'Reemplazar los campos',
  closeSchema: 'Cerrar',
  noJson: 'Esto no es JSON.',
  noObject: 'La entrada tiene que ser un objeto JSON.',
  moreIssues: (count) => `Y ${count} más.`,
  item: (label, nth) => `${label} ${nth}`,
  addItem: (label) => `Otro: ${label}`,
  inputJson: 'Entrada, como JSON',
}
