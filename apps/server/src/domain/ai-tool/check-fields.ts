import { isRunaway } from '@hilo/ai'
import type { Issue, ToolField } from '@hilo/protocol'
import { refuse } from '../issue/refuse.ts'
import { inputProblemEs } from './input-words.ts'
import { readInput } from './read-input.ts'

/** The model reads them with every question. */
const ALL_MAX = 60

/** That each name stands once where it is, that patterns end, and that a default is what may be filled in. */
export function checkFields(fields: readonly ToolField[]): void {
  const all = placed(fields, ['fields'])
  if (all.length > ALL_MAX)
    refuse(
      'fields',
      `They are ${all.length} with those of groups: at most ${ALL_MAX}. Remove some.`,
      `Son ${all.length} con los de los grupos: como máximo ${ALL_MAX}. Quita algunos.`,
    )
  checkNames(fields, ['fields'])
  for (const one of all) {
    checkPattern(one)
    checkDefault(one)
  }
}

type Path = Issue['path']
/** A field, and where it stands. */
type Placed = { field: ToolField; path: Path }

function placed(fields: readonly ToolField[], at: Path): Placed[] {
  return fields.flatMap((field, nth) => {
    const path = [...at, nth]
    return [{ field, path }, ...placed(field.fields ?? [], [...path, 'fields'])]
  })
}

function checkNames(fields: readonly ToolField[], at: Path): void {
  const names = fields.map(({ name }) => name)
  const twice = names.findIndex((name, nth) => names.indexOf(name) < nth)
  if (twice >= 0)
    refuse(
      [...at, twice, 'name'],
      'Another field beside it has this name: choose another.',
      'Otro campo a su lado ya tiene este nombre: elige otro.',
    )
  for (const [nth, field] of fields.entries()) checkNames(field.fields ?? [], [...at, nth, 'fields'])
}

function checkPattern({ field: { pattern }, path }: Placed): void {
  if (pattern === undefined || !isRunaway(pattern)) return
  refuse(
    [...path, 'pattern'],
    'It repeats what repeats itself, as (a+)+ does, and may take for ever: write a+.',
    'Repite lo que ya se repite, como (a+)+, y puede no terminar nunca: escribe a+.',
  )
}

function checkDefault({ field: { default: usual, ...field }, path }: Placed): void {
  if (usual === undefined) return
  const read = readInput([field], { [field.name]: usual })
  if (!('problem' in read)) return
  refuse(
    [...path, 'default'],
    `It does not fit the field: ${read.problem}`,
    `No encaja con el campo: ${inputProblemEs(read.problem)}`,
  )
}
