import { TELLING_WORDS } from './telling-words.ts'

/**
 * What the spelling of a few words says about their language.
 *
 * A statistical detector has too little to go on in "curso historia" or "moist soils". Spelling is a weak
 * witness too, so it only decides between candidates that the detector finds about equal, or has none for.
 */

type Hint = { pattern: RegExp; weight: number }

const KNOWN_WEIGHT = 5

const HINTS: Readonly<Record<string, readonly Hint[]>> = {
  en: [
    { pattern: /[wk]|th|sh|gh|wh|ph/, weight: 1 },
    { pattern: /(ing|ed|ly|tion|ous|ness|ful|able|ght|ck|ish|ity|ture|ive)s?$/, weight: 2 },
    { pattern: /oo|ee|oi|ea[dkmnprst]|ow|aw|pp|tt|ff|bb|mm|gg|dd|nn/, weight: 1 },
    { pattern: /[bcdfghjkmpqtvxy]$|[bcdfgklmnprt]s$|[a-z]{2}[lnr]d$/, weight: 1 },
    { pattern: /[ñçãõáéíóúâêô]/, weight: -2 },
  ],
  es: [
    { pattern: /ñ|ci[oó]n$|si[oó]n$|ciones$|siones$|[rntx]i[oó]n$/, weight: 4 },
    // Where accented letters are lost on the way, "atención" arrives as "atencin".
    { pattern: /[csx]in$|mbin$|^[bcdfgjklmnñpqrstvxz]{3,}/, weight: 2 },
    { pattern: /(dad|tud|illo|illa|miento|dades|ero|era|aje|ble|bles|ajes)s?$/, weight: 3 },
    { pattern: /[bcdfghjlmnprstv](ue|ie)[bcdglmnrstvz]|ll[aeiou]|[lnr]ch|ch[aeo]s?$/, weight: 3 },
    { pattern: /([aeo]n|ieron|aron|ían?|iendo|[aei]r[lm][aeo]s?|arse|erse|irse|les|mbre|zco)$/, weight: 2 },
    { pattern: /^[^áéíóúâêô]+[bcdlnprst]i[ao]s?$|^h?[a-z]*j[aeo]s?$|y$|[aeo]z$|mpli|^hu?e/, weight: 1 },
    { pattern: /[çãõâêôà]|lh|nh|ss|v[eé]l$|veis$|z[aeiou]r$|agem$|dades?$|m$/, weight: -3 },
  ],
  pt: [
    { pattern: /[çãõ]|lh[aeo]|nh[aeo]|[áéíóúâêô][a-z]+i[ao]s?$/, weight: 4 },
    { pattern: /[âêôà]|ss|(agem|gens|eiro|eira|inho|inha|dade|vel|veis|ais|óis|éis)s?$/, weight: 3 },
    {
      pattern: /(ou|ei|eu|iu|am|em|im|om|um|ões|zer|xe|xa|xo|fa|ef[ao])s?$|ei[cdjnrtxz]|ou[bcdprstv]|ix/,
      weight: 2,
    },
    { pattern: /ôn|ên|cç|pç|qüe|quê|ónic|ecç|nç|rsc|mb[oó]s|f[ou]r[mt]|ndo$|ns$/, weight: 1 },
    {
      pattern: /ñ|ll|[csrntx]i[oó]n$|ue[bcdlnrst]|ie[bcdglmnrst]|[aeo]n$|dad$|ero$|ble$|ch[aeo]s?$|y/,
      weight: -3,
    },
  ],
}

/** How much more, or less, the spelling of these words speaks for the language than that of most. */
export function hintsFor(language: string, words: readonly string[]): number {
  const sum = words.reduce((total, word) => total + hintOf(language, word), 0)
  return sum / Math.max(words.length, 1)
}

function hintOf(language: string, word: string): number {
  const hints = HINTS[language] ?? []
  const spelling = hints.reduce((sum, { pattern, weight }) => sum + (pattern.test(word) ? weight : 0), 0)
  return spelling + (TELLING_WORDS[language]?.has(word) ? KNOWN_WEIGHT : 0)
}
