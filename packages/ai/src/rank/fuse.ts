/** What is ranked apart: words of titles, of texts and of other questions, and titles letter by letter. */
export const FIELDS = ['title', 'body', 'trigram', 'alternate'] as const
export type Field = (typeof FIELDS)[number]

/** Ranks far down differ little: the 60 of https://doi.org/10.1145/1571941.1572114 */
export const RANK_OFFSET = 60

/** So many of each field are ranked; what is further down in all of them is no answer. */
export const RANKED_MAX = 100

type Weights = Record<Field, number>

/** How a piece stands in its article: alone, alone and with other questions that it answers, or as a part. */
export type Shape = 'whole' | 'asked' | 'part'

const THIRD = 1 / 3
const FALLBACK = 0.02

/**
 * What the fields count. The title of an article in one piece names that piece, as a question names its
 * answer; where there are other questions, they say it better, and the rest decides between equals. The title
 * of a long article names all pieces alike, and what they say decides.
 */
export const WEIGHTS: Record<Shape, Weights> = {
  whole: { title: THIRD, body: THIRD, trigram: THIRD, alternate: 0 },
  asked: { title: FALLBACK, body: FALLBACK, trigram: FALLBACK, alternate: 1 },
  part: { title: 0, body: 1, trigram: 0, alternate: 0.5 },
}

/** What a place in the ranking of a field adds; the best is 1. */
export function placeValue(place: number): number {
  return 1 / (RANK_OFFSET + place)
}
