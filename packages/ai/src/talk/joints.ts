import { textLanguage } from '../text/language.ts'

/** What joins two questions of one sentence in a language, and how a question begins in it. */
type Joining = {
  joint: RegExp
  /** How a sentence with a question mark begins. */
  opens: RegExp
  /** How one without any does: it may be no question. */
  opensBare: RegExp
  /** "Between what is sold online and what is sold in your shop": the "and" joins no questions. */
  between: RegExp
  and: RegExp
  asksWhat: RegExp
}

/** An underscore stands for the space between two words. */
const oneOf = (words: string) =>
  String.raw`(?:${words.trim().split(/\s+/).join('|').replaceAll('_', String.raw`\s+`)})(?!\p{L})`

type Forms = {
  /** Between two questions. */
  and: string
  /** What asks, or stands before a part of a sentence: "what I ordered". */
  words: string
  /** How the second one begins, so that it is no thing in a list. */
  asks: readonly string[]
  /** How only the first one may begin: after "and" it would still be about the first. */
  first: string
}

const EN_WHO = oneOf('i you u we the my your any people')
const EN: Forms = {
  and: oneOf('and & also plus'),
  words: oneOf('how what when where which who why'),
  asks: [
    oneOf('how why what_about'),
    // "And what I ordered" is no question.
    `${oneOf('what when where which who')}\\s+${oneOf(`
      is are was were do does did can could will would should must has have`)}`,
    `${oneOf('what which')}\\s+\\p{L}+\\s+${oneOf('do does did can could will should')}\\s+${EN_WHO}`,
    `${oneOf('can could do does did will may should')}\\s+${EN_WHO}`,
    // "And is it" asks about what stands before, and finds nothing by itself.
    `${oneOf('is are')}\\s+(?!${oneOf('it they that this these those')})`,
  ],
  first: oneOf('is are do does did can will have has'),
}
const ES: Forms = {
  and: oneOf('y e además ademas también tambien'),
  words: oneOf(`cu[aá]nt[oa]s? cu[aá]l(?:es)? qu[eé] lo_que c[oó]mo cu[aá]ndo a?d[oó]nde qui[eé]n(?:es)?`),
  asks: [
    // Without their accents most are no question, or one only before what somebody does.
    `(?:${oneOf('a de en con para por desde hasta')}\\s+)?${oneOf(`
      cuánt[oa]s? cuál(?:es)? qué cómo cuándo a?dónde quién(?:es)? que_horas? que_d[ií]as?`)}`,
    `${oneOf('cuant[oa]s?')}(?!\\s+${oneOf('antes m[aá]s menos')})`,
    oneOf('como_puedo como_hago como_pago como_se por_qu[eé]'),
    `${oneOf('cuando a?donde quien(?:es)? cual(?:es)?')}\\s+${oneOf(`
      es son est[aá]n? queda puedo puede abren cierran`)}`,
    `(?:se\\s+)?${oneOf(`
      puedo pued[eo]n? podr[ií]a[ns]? podemos hay tienen tienes ten[eé]s hacen aceptan venden ofrecen
      env[ií]an abren`)}`,
  ],
  first: oneOf('es est[aá]n? son tiene me'),
}
const PT: Forms = {
  and: oneOf('e também tambem'),
  words: oneOf('quant[oa]s? qual quais que quando a?onde quem como'),
  asks: [
    `(?:${oneOf('a de em com para desde até ate')}\\s+)?${oneOf(`
      quant[oa]s? qual quais que_horas? que_dias?`)}`,
    `(?:${oneOf('de com para desde até ate')}\\s+)?${oneOf('quando a?onde quem')}\\s+${oneOf(`
      é são fica ficam est[aá] estão posso pode faz abrem fecham`)}`,
    oneOf('como_posso como_faço como_faco como_pago como_funciona onde_vocês por_?qu[eê]'),
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
  const joining = JOININGS[language]
  // A sentence that ends as a statement does asks nothing.
  if (/[.!]\s*$/u.test(sentence)) return [sentence]
  const parts = partsOf(sentence, joining)
  const opens = sentence.trimEnd().endsWith('?') ? joining.opens : joining.opensBare
  if (parts.length < 2 || !opens.test(parts[0] ?? '')) return [sentence]
  return parts.map((part) => {
    const asked = asQuestion(part.replace(/[\s,;.!?]+$/u, '').trim())
    return language === 'es' ? opened(asked, opens) : asked
  })
}

function partsOf(sentence: string, { joint, between, and, asksWhat }: Joining): string[] {
  const parts: string[] = []
  let [start, from] = [0, 0]
  for (const { 0: joined, index } of sentence.matchAll(joint)) {
    const end = index + joined.length
    const [, ...after] = sentence.slice(from, index).split(between)
    const last = after.at(-1)
    from = end
    if (last !== undefined && !and.test(last) && asksWhat.test(sentence.slice(end))) continue
    parts.push(sentence.slice(start, index))
    start = end
  }
  return [...parts, sentence.slice(start)]
}

function asQuestion(part: string): string {
  return `${part.replace(/^([¿¡\s]*)(\p{L})/u, (_, sign, letter) => `${sign}${letter.toUpperCase()}`)}?`
}

/** Spanish opens a question too: a contact does it once for all that one sentence asks, or never. */
function opened(question: string, opens: RegExp): string {
  if (question.includes('¿')) return question
  const { 0: found = '', index = 0 } = opens.exec(question) ?? {}
  const at = index + (/^[,.;:!]?\s*/.exec(found)?.[0].length ?? 0)
  return `${question.slice(0, at)}¿${question.slice(at)}`
}

function joiningOf({ and, words, asks, first }: Forms): Joining {
  const second = asks.join('|')
  const opening = (ways: string) => new RegExp(String.raw`(?:^|[,.;:!¿¡]\s*)(?:${and}\s+)?(?:${ways})`, 'iu')
  return {
    joint: new RegExp(String.raw`[,;]?\s+${and}\s+(?:${and}\s+)?(?=¿?(?:${second}))`, 'giu'),
    opens: opening(`${second}|${words}|${first}`),
    opensBare: opening(second),
    between: /(?<!\p{L})(?:between|entre)(?!\p{L})/iu,
    and: new RegExp(String.raw`\s${and}`, 'iu'),
    asksWhat: new RegExp(`^${words}`, 'iu'),
  }
}
