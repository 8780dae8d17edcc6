import { isRunaway } from '@hilo/ai'
import type { Issue, ToolField } from '@hilo/protocol'
import { issueAt } from '../issue/refuse.ts'
import { inputProblemEs } from './input-words.ts'
import { readInput } from './read-input.ts'

/** The model reads them with every question. */
const ALL_MAX = 60

/** That each name stands once where it is, that patterns end, and that a default is what may be filled in. */
export function checkFields(fields: readonly ToolField[]): Issue[] {
  const all = placed(fields, ['fields'])
  if (all.length > ALL_MAX)
    return [
      issueAt(
        'fields',
        `They are ${all.length} with those of groups: at most ${ALL_MAX}. Remove some.`,
        `Son ${all.length} con los de los grupos: como máximo ${ALL_MAX}. Quita algunos.`,
      ),
    ]
  return [
    ...checkNames(fields, ['fields']),
    ...all.flatMap((one) => [...checkPattern(one), ...checkDefault(one)]),
  ]
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

function checkNames(fields: readonly ToolField[], at: Path): Issue[] {
  const names = fields.map(({ name }) => name)
  return fields.flatMap((field, nth) => [
    ...(names.indexOf(field.name) < nth
      ? [
          issueAt(
            [...at, nth, 'name'],
            'Another field beside it has this name: choose another name, whatever its label is.',
            'Otro campo a su lado ya tiene este nombre: elige otro nombre, sea cual sea su etiqueta.',
          ),
        ]
      : []),
    ...checkNames(field.fields ?? [], [...at, nth, 'fields']),
  ])
}

function checkPattern({ field: { pattern }, path }: Placed): Issue[] {
  if (pattern === undefined || !isRunaway(pattern)) return []
  return [
    issueAt(
      [...path, 'pattern'],
      'It repeats what repeats itself, as (a+)+ does, and may take for ever: write a+.',
      'Repite lo que ya se repite, como (a+)+, y puede no terminar nunca: escribe a+.',
    ),
  ]
}

function checkDefault({ field: { default: usual, ...field }, path }: Placed): Issue[] {
  if (usual === undefined) return []
  const read = readInput([field], { [field.name]: usual })
  if (!('problem' in read)) return []
  return [
    issueAt(
      [...path, 'default'],
      `It does not fit the field: ${read.problem}`,
      `No encaja con el campo: ${inputProblemEs(read.problem)}`,
    ),
  ]
}
