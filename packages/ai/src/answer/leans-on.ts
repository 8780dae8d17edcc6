import { textLanguage } from '../text/language.ts'
import type { Span } from './sentences.ts'

/** How a sentence begins that means little without the one before it. */
const NEEDS = {
  en: startOf(`it its they them their this that these those he she his her such both each another also but
    then otherwise instead however therefore and or so if_not if_so for_example after_that in_that_case`),
  es: startOf(`est[eao]s? es[eao]s? ell[oa]s? él ella su sus lo la_cual ambos ambas cada otr[oa]s? dich[oa]s?
    además también tampoco pero sin_embargo entonces luego después por_eso por_lo_tanto así por_ejemplo y o
    si_no si_es_así en_ese_caso de_lo_contrario`),
  pt: startOf(`est[ea]s? isto isso ess[ea]s? el[ea]s? seu sua seus suas o_qual ambos ambas cada outr[oa]s?
    além também mas no_entanto porém então depois por_isso portanto assim por_exemplo e ou se_não nesse_caso
    caso_contrário`),
}
/**
 * How one does that limits what was just said, goes on with it, or says what to do about it: Spanish and
 * Portuguese leave out of what they speak, so a verb begins it. All of them may stand alone too.
 */
const GOES_ON = {
  en: startOf(`only except unless without not no please bring keep send call write ask show use choose pay
    take contact follow make remember`),
  es: startOf(`solo sólo solamente excepto salvo no sin se es son está están tarda llega cuesta vale dura
    incluye tiene debe puede requiere tra(?:ig[ae]|e) llev[ae] guard[ae] conserv[ae] env[ií][ae] llam[ae]
    escrib[ae] pid[ae] pag[au]e? us[ae] elij[ae] elige muestr[ae] recuerd[ae]`),
  pt: startOf(`só somente apenas exceto salvo não sem se é são está estão demora leva chega custa vale dura
    inclui tem deve pode exige traga leve guarde envie ligue escreva peça pague use escolha mostre lembre`),
}

const ITEM = /(?:^|\n)[ \t]*(?:[-*+•·–]|\d{1,3}[.)])[ \t]+$/

export type Piece = { text: string; spans: readonly Span[]; language: string }

/**
 * Whether a sentence means little without the one before it: it says more of what that names, is the item of
 * a list, or stands as under a heading.
 */
export function needsBefore(piece: Piece, index: number): boolean {
  const { text, spans } = piece
  const [before, own] = [spans[index - 1], spans[index]]
  if (!before || !own) return false
  const isOpen = !/[.!?…]["'”’»)\]*_]*$/u.test(text.slice(before.start, before.end))
  return isItem(piece, index) || (isOpen && !isItem(piece, index - 1)) || begins(piece, index, NEEDS)
}

/** Whether a sentence begins an item of a list. */
export function isItem({ text, spans }: Piece, index: number): boolean {
  const { start } = spans[index] as Span
  return ITEM.test(text.slice(Math.max(0, start - 12), start))
}

/** Whether a sentence goes on with what the one before it says. */
export function goesOn(piece: Piece, index: number): boolean {
  return needsBefore(piece, index) || begins(piece, index, GOES_ON)
}

function begins({ text, spans, language: tag }: Piece, index: number, ways: typeof NEEDS): boolean {
  const language = textLanguage(tag)
  const own = spans[index]
  if (language === null || !own) return false
  return ways[language].test(text.slice(own.start, own.end).replace(/^[^\p{L}\p{N}]+/u, ''))
}

/** An underscore stands for the space between two words. */
function startOf(words: string): RegExp {
  const ways = words.trim().split(/\s+/).join('|').replaceAll('_', String.raw`\s+`)
  return new RegExp(String.raw`^(?:${ways})(?!\p{L})`, 'iu')
}
