import { fold } from '../text/fold.ts'
import { termsOf } from '../text/terms.ts'
import { alikeIn } from './alike.ts'
import { factsIn } from './facts.ts'
import { type NumberFact, sayingIt } from './numbers.ts'
import { sentencesOf } from './sentences.ts'
import { isAlike } from './units.ts'

const STEM = 5

/** A part of a text, the things that it is about, and the numbers that it says of them. */
type Part = { things: ReadonlySet<string>; numbers: readonly NumberFact[] }

const PARTS = /(?<=;)\s|,\s|\s(?:and|y|e|whereas|while|mientras|enquanto|but|pero|mas)\s(?=\p{L})|\.(?=\s|$)/u

/**
 * Numbers that a text says of one thing and its sources of another: where a source says another number of
 * the same kind of what the text is about, and this one only of something else.
 */
export function misplaced(text: string, sources: readonly string[], language: string): string[] {
  const known = sources.flatMap((source) => partsOf(source, language))
  return partsOf(text, language).flatMap(({ things, numbers }) =>
    numbers
      .filter((number) => isElsewhere(number, without(things, number.per), known))
      .map((number) => number.text),
  )
}

function isElsewhere(number: NumberFact, things: ReadonlySet<string>, known: readonly Part[]): boolean {
  const kind = kindOf(number)
  if (kind === null || things.size === 0) return false
  const ofKind = known.filter(({ numbers }) => numbers.some((one) => kindOf(one) === kind))
  const own = ofKind.filter(({ numbers }) => sayingIt(number, numbers).length > 0)
  const others = ofKind.filter(({ numbers }) => sayingIt(number, numbers).length === 0)
  if (own.length === 0) return false
  const best = Math.max(...own.map((part) => shared(things, part.things)))
  return others.some((part) => shared(things, part.things) > best)
}

/** What a price is for each of is no thing of its own. */
function without(things: ReadonlySet<string>, per: string | null): ReadonlySet<string> {
  return per === null ? things : new Set([...things].filter((thing) => !isAlike(thing, per)))
}

/** What it counts, by unit or by word. */
function kindOf({ readings, noun }: NumberFact): string | null {
  return readings[0]?.unit ?? noun?.slice(0, STEM) ?? null
}

function shared(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  return one.intersection(other).size
}

function partsOf(text: string, language: string): Part[] {
  return sentencesOf(text).flatMap(({ start, end }) => {
    const parts = text.slice(start, end).split(PARTS)
    return parts.map((part) => ({
      things: thingsIn(part, language),
      numbers: factsIn(part, language).numbers,
    }))
  })
}

function thingsIn(text: string, language: string): Set<string> {
  const { sense, isFree, isCommon } = alikeIn(language)
  const terms = termsOf(fold(text), language).filter((term) => !isFree(term) && !/^\d+$/.test(term))
  return new Set(terms.map(sense).filter((term) => !isCommon(term)))
}
