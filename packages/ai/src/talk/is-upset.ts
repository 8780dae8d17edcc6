import { fold } from '../text/fold.ts'

// What is said of whoever is written to, folded: an alarm against thieves is a question.
const SAID = [
  /\b(?:you(?:'re| are| guys are)|they(?:'re| are)) (?:all |just |a bunch of )*(?:thieves|scammers|crooks|liars|robbers|a (?:joke|disgrace|scam))/,
  /\b(?:this|that|it)(?:'s| is) (?:a (?:scam|disgrace|joke|robbery|rip-?off)|outrageous|unacceptable|disgusting|ridiculous)/,
  /\bworst (?:service|company|experience|place|support)/,
  /\bi(?:'m| am) (?:so |really |very |absolutely )*(?:furious|fed up|disgusted|outraged|sick of)/,
  /\b(?:will|going to|'ll) (?:sue|report) you/,
  /\b(?:son|sois|eres|es) (?:todos )?(?:un(?:[oa]s?)? |una manga de )*(?:ladron|estafa|chanta|mentiros|sinverg|impresentabl|verguenza|desastre|falta de respeto|robo|caraduras?)/,
  /\b(?:que|esto es una?|es una?) (?:verguenza|estafa|falta de respeto|tomadura de pelo)/,
  /\b(?:pesim[oa]|horrible|malisim[oa]) (?:servicio|atencion|experiencia|trato)|\b(?:servicio|atencion|experiencia|trato) (?:pesim[oa]|horrible|malisim[oa])/,
  /\bestoy (?:muy |re |super |bastante )*(?:hart[oa]|indignad[oa]|furios[oa]|enojad[oa]|cabread[oa]|molest[oa])/,
  /\b(?:los voy a|voy a|pienso) denunciar/,
  /\b(?:voces|vcs?) sao (?:todos )?(?:uns |umas |um |uma )*(?:ladro|mentiros|golpist|picaret|vergonha|absurdo|piada)/,
  /\bisso e (?:um|uma) (?:absurdo|roubo|golpe|vergonha|palhacada|falta de respeito)|\bque (?:vergonha|absurdo|palhacada)/,
  /\b(?:pessim[oa]|horrivel) (?:servico|atendimento|experiencia)|\b(?:servico|atendimento) (?:pessim[oa]|horrivel)/,
  /\bestou (?:muito |super |bem )*(?:fart[oa]|indignad[oa]|furios[oa]|irritad[oa]|revoltad[oa])/,
  /\b(?:vou|quero) (?:processar|denunciar)|\bvou ao procon/,
]
const SIGNS = /[😡🤬]/u

/** Whether a contact is so angry about whoever they write to that a machine's answer makes it worse. */
export function isUpset(text: string): boolean {
  // A phone types ’.
  const said = fold(text).replaceAll('’', "'")
  // Who asks whether it is a scam wants an answer.
  return SIGNS.test(text) || (!text.includes('?') && SAID.some((one) => one.test(said)))
}
