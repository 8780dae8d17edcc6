import { fold } from '../text/fold.ts'

/** What a number counts. Units that are the same in another size have one name, and how many of it they are. */
export type Unit = { readonly name: string; readonly size: number }

const MINUTES = { hour: 60, day: 1_440, week: 10_080 }
const TABLE: readonly [name: string, size: number, words: string][] = [
  ['minute', 1, 'min mins minuto minutos minute minutes'],
  ['minute', MINUTES.hour, 'h hs hr hrs hour hours hora horas'],
  ['minute', MINUTES.day, 'day days dia dias night nights noche noches noite noites diaria diarias'],
  ['minute', MINUTES.week, 'week weeks semana semanas'],
  ['month', 1, 'month months mes meses mth mths'],
  ['month', 12, 'year years ano anos yr yrs'],
  ['second', 1, 'second seconds segundo segundos seg secs'],
  [
    'metre',
    1_000,
    'km kms kilometro kilometros kilometre kilometer kilometres kilometers quilometro quilometros',
  ],
  ['metre', 1, 'm metro metros metre metres meter meters'],
  ['metre', 0.01, 'cm cms centimetro centimetros centimetre centimeter centimetres centimeters'],
  ['metre', 0.001, 'mm milimetro milimetros millimetre millimeter millimetres millimeters'],
  ['mile', 1, 'mile miles milla millas milha milhas mi'],
  [
    'gram',
    1_000,
    'kg kgs kilo kilos kilogram kilograms kilogramo kilogramos quilo quilos quilograma quilogramas',
  ],
  ['gram', 1, 'g gr grs gram grams gramo gramos grama gramas'],
  ['pound', 1, 'lb lbs'],
  ['litre', 1, 'l lt lts litre litres liter liters litro litros'],
  ['litre', 0.001, 'ml millilitre milliliter millilitres milliliters mililitro mililitros'],
  ['byte', 1_000_000, 'tb'],
  ['byte', 1_000, 'gb gigas gigabytes'],
  ['byte', 1, 'mb megas megabytes'],
  ['watt', 1_000, 'kw kilowatt kilowatts'],
  ['watt', 1, 'w watt watts vatios'],
  ['square metre', 1, 'm2 sqm'],
  ['cubic metre', 1, 'm3'],
  ['volt', 1, 'v volt volts voltios'],
  ['inch', 1, 'inch inches pulgada pulgadas polegada polegadas'],
  ['cent', 1, 'cent cents centavo centavos centimos pence'],
]
const UNITS = new Map(
  TABLE.flatMap(([name, size, words]) =>
    words.split(' ').map((word): [string, Unit] => [word, { name, size }]),
  ),
)
const NEXT =
  /^[\s-]{0,2}(?<adjective>(?:working|business|full|whole|calendar|consecutive|more|mas|mais)\s)?(?<word>\p{L}+[23]?)(?<rest>\s\p{L}+)?/u
const WORKING = /^(?:habiles|laborables|laborales|uteis|working|business)$/

/** The unit that stands behind a number; null where none does. Working days are no days. */
export function unitAfter(text: string): Unit | null {
  const { adjective = '', word = '', rest = '' } = NEXT.exec(fold(text.slice(0, 48)))?.groups ?? {}
  const unit = UNITS.get(word)
  if (!unit) return null
  const isWorking = [adjective.trim(), rest.trim()].some((one) => WORKING.test(one))
  return isWorking ? { ...unit, name: `working ${unit.name}` } : unit
}

/** Whether a word, folded, names a unit. */
export function isUnit(word: string): boolean {
  return UNITS.has(word)
}

/** Whether two words name the same unit, or are the same word but for their ending. */
export function isAlike(one: string, other: string): boolean {
  const [a, b] = [fold(one), fold(other)]
  const [unit, same] = [UNITS.get(a), UNITS.get(b)]
  if (unit && same) return unit.name === same.name && unit.size === same.size
  return a.slice(0, STEM) === b.slice(0, STEM)
}

const STEM = 4
