import { fold } from '../text/fold.ts'

const MACHINE = 'bot|chatbot|robot|machine|ai|a i|computer|human|(?:real |actual )?person'
const MAQUINA = 'bot|chatbot|robot|maquina|ia|humano|humana|persona(?: real| de verdad)?'
const PT = 'bot|chatbot|robo|maquina|ia|humano|humana|pessoa(?: real| de verdade)?'

// Folded. Whoever wants a person is asked before.
const ASKED = [
  /\b(?:are you|sos|eres|voce e) real\W*$/,
  new RegExp(`\\b(?:are you|r u|is this|is it) (?:a |an |really |just )*(?:${MACHINE})\\W*$`),
  new RegExp(`\\bam i (?:talking|speaking|writing|chatting) (?:to|with) (?:a |an )*(?:${MACHINE})\\W*$`),
  new RegExp(`\\b(?:sos|eres|es usted|esto es|es) (?:una? )?(?:${MAQUINA})\\W*$`),
  new RegExp(`\\b(?:hablo|estoy hablando|chateo|escribo) con (?:una? )?(?:${MAQUINA})\\W*$`),
  new RegExp(`\\b(?:voce e|vc e|isto e|isso e) (?:uma? )?(?:${PT})\\W*$`),
  new RegExp(`\\b(?:falo|estou falando|estou a falar) com (?:uma? )?(?:${PT})\\W*$`),
]

/** Whether a contact asks if a machine or a person answers them. */
export function asksWhoAnswers(text: string): boolean {
  const said = fold(text)
    .replaceAll(/[¿?!.\s]+/g, ' ')
    .trim()
  return ASKED.some((one) => one.test(said))
}
