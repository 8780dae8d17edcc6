import type { Said } from '../issue/rule-words.ts'
import type { Row } from './csv.ts'
import { nearName } from './near-name.ts'
import { type Wrong, wrongAltogether } from './refuse-file.ts'

export const COLUMNS = [
  ...(['case', 'turn', 'language', 'inbox', 'says', 'only_after', 'only_if_said', 'actions'] as const),
  ...(['reasons', 'must_say', 'must_not_say', 'cites', 'stand_ins', 'must_call', 'must_not_call'] as const),
] as const
export type Column = (typeof COLUMNS)[number]

const NEEDED: readonly Column[] = ['case', 'says']
const ALL = COLUMNS.join(', ')

/** Which column stands where, and what is wrong with their names. */
export type Head = { places: ReadonlyMap<Column, number>; wrong: Wrong[] }

/**
 * The columns that the first row names. One that is nearly named is refused and yet read, so that what is
 * wrong below it is told in the same round.
 */
export function readHead(head: Row | undefined, rows: readonly Row[]): Head {
  const places = new Map<Column, number>()
  const wrong: Wrong[] = []
  const refuse = (said: Said) => wrong.push({ ...wrongAltogether(said), row: 0 })
  const names = (head?.cells ?? []).map((name) => name.trim().toLowerCase())
  const known = new Set(names.filter(isColumn))
  for (const [at, name] of names.entries()) {
    // Sheets end rows with empty cells.
    if (name === '' && !rows.some(({ cells }) => (cells[at] ?? '').trim() !== '')) continue
    if (isColumn(name)) {
      if (places.has(name)) refuse(twice(name))
      else places.set(name, at)
      continue
    }
    const near = nearName(
      name,
      COLUMNS.filter((one) => !known.has(one) && !places.has(one)),
    )
    refuse(name === '' ? nameless(at + 1) : strange(name, near))
    if (near) places.set(near, at)
  }
  for (const name of NEEDED) if (!places.has(name)) refuse(lacking(name))
  return { places, wrong }
}

function isColumn(name: string): name is Column {
  return (COLUMNS as readonly string[]).includes(name)
}

function twice(name: Column): Said {
  return [
    `the column ${name} stands there twice: take one out.`,
    `la columna ${name} está dos veces: quita una.`,
  ]
}

function nameless(nth: number): Said {
  return [
    `column ${nth} has cells and no name in the first row. The columns are ${ALL}.`,
    `la columna ${nth} tiene celdas y no tiene nombre en la primera fila. Las columnas son ${ALL}.`,
  ]
}

function strange(name: string, near: Column | null): Said {
  const shown = name.slice(0, 60)
  if (near !== null)
    return [
      `there is no column "${shown}": ${near} is probably meant.`,
      `no existe la columna «${shown}»: probablemente es ${near}.`,
    ]
  return [
    `there is no column "${shown}". The first row must name columns of ${ALL}.`,
    `no existe la columna «${shown}». La primera fila tiene que nombrar columnas de entre ${ALL}.`,
  ]
}

function lacking(name: Column): Said {
  return [
    `the column ${name} is missing: the first row must name columns of ${ALL}.`,
    `falta la columna ${name}: la primera fila tiene que nombrar columnas de entre ${ALL}.`,
  ]
}
