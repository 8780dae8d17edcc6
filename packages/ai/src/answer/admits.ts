import { fold } from '../text/fold.ts'
import { sentencesOf } from './sentences.ts'

/** What somebody says that they do not know; of the rest of what was asked, where it names nothing. */
export type Admission = { text: string; isOfRest: boolean }

const NO = {
  en: '(?:do not|don.?t|did not|didn.?t|cannot|can.?t|could not|couldn.?t)',
  es: 'no (?:lo |la |los |las |te |le |me )?',
  pt: 'nao (?:o |a |lhe |te )?',
}
const WHAT = {
  en: '(?:an? |any |the )?(?:further |more |other )?(?:information|answer|details?)',
  es: '(?:una |ninguna |mas )?(?:informacion|respuesta|datos|detalles)',
  pt: '(?:uma |nenhuma |mais )?(?:informac(?:ao|oes)|resposta|dados|detalhes)',
}
const IF = {
  es: '(?:si|nada|cual|como|cuando|donde|el|la|lo|sobre|de)',
  pt: '(?:se|nada|qual|como|quando|onde|o|a|sobre|de)',
}

/** How one says that one does not know, folded. */
const UNKNOWN = [
  `(?:i|we) (?:also |really |unfortunately )?${NO.en} (?:know|say|confirm|tell (?:you )?(?:if|whether))`,
  `(?:i|we) (?:also |unfortunately )?(?:${NO.en} (?:have|find)|have no|found no|find no) ${WHAT.en}`,
  '(?:i am|i.?m|we are|we.?re) not (?:sure|certain) (?:about|if|whether|of)',
  `${NO.es}(?:sabemos|sabria decir|puedo (?:decir|confirmar))(?:te|le)?(?: ${IF.es}|$)`,
  `${NO.es}(?:tengo|tenemos|encontre|encuentro|cuento con|dispongo de) ${WHAT.es}`,
  'no estoy segur[oa] (?:de|si|sobre)',
  `${NO.pt}(?:sei|sabemos|saberia dizer|(?:posso|consigo) (?:dizer|confirmar))(?: ${IF.pt}|$)`,
  `${NO.pt}(?:tenho|temos|encontrei|disponho de) ${WHAT.pt}`,
  'nao tenho certeza (?:de|se|sobre)',
]
const ADMITS = new RegExp(String.raw`(?<!\p{L})(?:${UNKNOWN.join('|')})(?!\p{L})`, 'u')
/** What one calls that which was asked besides, without naming it. */
const REST = [
  /(?<!\p{L})(?:rest|others?|else|second|first|last)(?!\p{L})|(?<!\p{L})(?:that|eso|isso)$/u,
  /(?<!\p{L})(?:resto|demais|demas|ou?tr[oa]s?|segund[oa]|primeir[oa]|primer[oa]?|ultim[oa])(?!\p{L})/u,
]
/** Between what is said and what is not known. */
const BUT = 'but|however|though|although|pero|aunque|sin embargo|mas|porém|embora'
const JOINT = new RegExp(String.raw`[,;]?\s+(?=(?:${BUT})[\s,])|[,;]\s+(?=(?:and|y|e)\s)`, 'iu')
const JOINED = new RegExp(String.raw`^(?:${BUT}|and|y|e)[\s,]+`, 'iu')
const END = /[.!?…]+["'”’»)\]*_]*$/u

/**
 * A text without what it says of things that its writer does not know, of which `isTold` has to agree that
 * somebody else tells them. A half sentence is left out too, and never all of the text.
 */
export function withoutAdmissions(text: string, isTold: (admission: Admission) => boolean): string {
  const isOne = (clause: string) => {
    const said = plain(clause)
    return ADMITS.test(said) && isTold({ text: clause, isOfRest: REST.some((one) => one.test(said)) })
  }
  let rest = text
  for (const { start, end } of sentencesOf(text).toReversed()) {
    const sentence = text.slice(start, end)
    const left = keptOf(sentence, isOne)
    if (left !== sentence) rest = rest.slice(0, start) + left + rest.slice(end)
  }
  if (rest === text || !/[\p{L}\p{N}]/u.test(rest)) return text
  // What stood around it: the sign of an item, or the space before the next sentence.
  return rest
    .replace(/^[ \t]*(?:[-*+•·–]|\d{1,3}[.)])[ \t]*$/gmu, '')
    .replace(/[ \t]{2,}/g, ' ')
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** What of a sentence is no admission. */
function keptOf(sentence: string, isAdmission: (clause: string) => boolean): string {
  const clauses = sentence.split(JOINT)
  const kept = clauses.filter((clause) => !isAdmission(clause))
  if (kept.length === clauses.length || clauses.length > 2) return sentence
  const [first] = kept
  if (first === undefined) return ''
  const said = first.replace(JOINED, '').replace(END, '')
  return `${said.charAt(0).toUpperCase()}${said.slice(1)}${END.exec(sentence)?.[0] ?? ''}`
}

/** Folded, so that "no sé" stays another thing than "no se". */
function plain(clause: string): string {
  const said = clause.normalize('NFC').replace(/(?<!\p{L})sé(?!\p{L})/giu, 'sabemos')
  return fold(said).replace(END, '').trim()
}
