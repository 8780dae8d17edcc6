import { isRunaway } from '@hilo/ai'
import type { ToolField } from '@hilo/protocol'
import { readInput } from './read-input.ts'
import { refuse } from './refuse.ts'

/** The model reads them with every question. */
const ALL_MAX = 60

/** That each name stands once where it is, that patterns end, and that a default is what may be filled in. */
export function checkFields(fields: readonly ToolField[]): void {
  const all = everyField(fields)
  if (all.length > ALL_MAX)
    refuse(
      'fields',
      `they are ${all.length} with those of groups: at most ${ALL_MAX}.`,
      `son ${all.length} con los de los grupos: como máximo ${ALL_MAX}.`,
    )
  checkNames(fields)
  for (const field of all) {
    checkPattern(field)
    checkDefault(field)
  }
}

function everyField(fields: readonly ToolField[]): ToolField[] {
  return fields.flatMap((field) => [field, ...everyField(field.fields ?? [])])
}

function checkNames(fields: readonly ToolField[]): void {
  const names = fields.map(({ name }) => name)
  if (new Set(names).size < names.length)
    refuse('fields', 'two of them have the same name.', 'dos tienen el mismo nombre.')
  for (const field of fields) checkNames(field.fields ?? [])
}

function checkPattern({ name, pattern }: ToolField): void {
  if (pattern === undefined || !isRunaway(pattern)) return
  refuse(
    'fields',
    `the pattern of ${name} repeats what repeats itself, as (a+)+ does, and may take for ever: write a+.`,
    `el patrón de ${name} repite lo que ya se repite, como (a+)+, y puede no terminar nunca: escribe a+.`,
  )
}

function checkDefault({ default: usual, ...field }: ToolField): void {
  if (usual === undefined) return
  const read = readInput([field], { [field.name]: usual })
  if (!('problem' in read)) return
  refuse(
    'fields',
    `the default does not fit: ${read.problem}`,
    `el valor por omisión de ${field.name} no es uno de los que admite.`,
  )
}
