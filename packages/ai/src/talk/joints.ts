import { textLanguage } from '../text/language.ts'

/** What joins two questions of one sentence in a language, and how a question begins in it. */
type Joining = { joint: RegExp; opens: RegExp }

/** An underscore stands for the space between two words. */
const oneOf = (words: string) =>
  String.raw`(?:${words.trim().split(/\s+/).join('|').replaceAll('_', String.raw`\s+`)})(?!\p{L})`

type Forms = {
  /** Between two questions. */
  and: string
  /** How the second one begins, so that it is no thing in a list. */
  asks: readonly string[]
  /** How only the first one may begin: after "and" it would still be about the first. */
  first: string
}

const EN: Forms = {
  and: oneOf('and & also plus'),
  asks: [
    oneOf('how what when where which who why'),
    `${oneOf('can could do does did will may should')}\\s+${oneOf('i you u we the my your any people')}`,
    // "And is it" asks about what stands before, and finds nothing by itself.
    `${oneOf('is are')}\\s+(?!${oneOf('it they that this these those')})`,
  ],
  first: oneOf('is are do does did can will have has'),
}
const ES: Forms = {
  and: oneOf('y e además ademas también tambien'),
  asks: [
    // Without its accent "que" is no question, and "como" one only before what somebody does.
    `(?:${oneOf('a de en con para por desde hasta')}\\s+)?${oneOf(`
      cu[aá]nt[oa]s? cu[aá]l(?:es)? qué cómo cu[aá]ndo a?d[oó]nde qui[eé]n(?:es)? que_horas? que_d[ií]as?`)}`,
    oneOf('como_puedo como_hago como_pago como_se por_qu[eé]'),
    `(?:se\\s+)?${oneOf(`
      puedo pued[eo]n? podr[ií]a[ns]? podemos hay tienen tienes ten[eé]s hacen aceptan venden ofrecen
      env[ií]an abren`)}`,
  ],
  first: oneOf('es est[aá]n? son tiene me'),
}
const PT: Forms = {
  and: oneOf('e também tambem'),
  asks: [
    `(?:${oneOf('a de em com para desde até ate')}\\s+)?${oneOf(`
      quant[oa]s? qual quais quando a?onde quem que_horas? que_dias?`)}`,
    oneOf('como_posso como_faço como_faco como_pago como_funciona por_?qu[eê]'),
    oneOf('posso podemos pode podem t[eê]m há aceitam fazem vendem oferecem entregam abrem'),
  ],
  first: oneOf('é est[aá] estão são dá'),
}

const JOININGS = { en: joiningOf(EN), es: joiningOf(ES), pt: joiningOf(PT) }

/**
 * The questions that one sentence joins, each with a question mark: of "How long does it take, and can I
 * return a mug?" they are "How long does it take?" and "Can I return a mug?". The sentence as it is where it
 * joins none.
 */
export function atJoints(sentence: string, languageTag: string): string[] {
  const language = textLanguage(languageTag)
  if (language === null) return [sentence]
  const { joint, opens } = JOININGS[language]
  const parts = sentence.split(joint)
  if (parts.length < 2 || !opens.test(parts[0] ?? '')) return [sentence]
  return parts.map((part) => asQuestion(part.replace(/[\s,;.!?]+$/u, '').trim()))
}

function asQuestion(part: string): string {
  return `${part.charAt(0).toUpperCase()}${part.slice(1)}?`
}

function joiningOf({ and, asks, first }: Forms): Joining {
  const second = asks.join('|')
  return {
    joint: new RegExp(String.raw`[,;]?\s+${and}\s+(?:${and}\s+)?(?=¿?(?:${second}))`, 'iu'),
    opens: new RegExp(String.raw`(?:^|[,.;:!¿¡]\s*)(?:${and}\s+)?(?:${second}|${first})`, 'iu'),
  }
}
