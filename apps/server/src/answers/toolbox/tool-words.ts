import { baseLanguage } from '@hilo/protocol'

/** What a contact is told about tools, in the languages that Hilo speaks. */

type Words = {
  ask(title: string, lines: string, minutes: number): string
  wait(title: string): string
  done(title: string): string
  refused: string
  expired: string
  notApproved(title: string): string
  failed(title: string): string
  yes: string
  no: string
}

const WORDS: Record<'en' | 'es' | 'pt', Words> = {
  en: {
    ask: (title, lines, minutes) =>
      `Please confirm before this is done:\n\n${title}${lines}\n\n` +
      `Answer yes or no. After ${minutes} minutes it will not be done.`,
    wait: (title) => `A person of the team has to approve this first: ${title}. The answer will come here.`,
    done: (title) => `Done: ${title}.`,
    refused: 'All right, nothing was done.',
    expired: 'That question has expired, so nothing was done. Ask again if it is still wanted.',
    notApproved: (title) => `The team did not approve this: ${title}. A person will write here.`,
    failed: (title) => `This did not work: ${title}. A person will look at it and write here.`,
    ...{ yes: 'yes', no: 'no' },
  },
  es: {
    ask: (title, lines, minutes) =>
      `Antes de hacerlo, por favor confirma:\n\n${title}${lines}\n\n` +
      `Responde sí o no. Pasados ${minutes} minutos no se hará.`,
    wait: (title) =>
      `Primero lo tiene que aprobar una persona del equipo: ${title}. La respuesta llegará por aquí.`,
    done: (title) => `Listo: ${title}.`,
    refused: 'De acuerdo, no se hizo nada.',
    expired: 'Esa pregunta venció, así que no se hizo nada. Si todavía hace falta, pídelo otra vez.',
    notApproved: (title) => `El equipo no lo aprobó: ${title}. Una persona escribirá por aquí.`,
    failed: (title) => `No se pudo hacer: ${title}. Una persona lo mirará y escribirá por aquí.`,
    ...{ yes: 'sí', no: 'no' },
  },
  pt: {
    ask: (title, lines, minutes) =>
      `Antes de fazer isso, por favor confirme:\n\n${title}${lines}\n\n` +
      `Responda sim ou não. Depois de ${minutes} minutos não será feito.`,
    wait: (title) => `Primeiro uma pessoa da equipe precisa aprovar: ${title}. A resposta chegará por aqui.`,
    done: (title) => `Pronto: ${title}.`,
    refused: 'Tudo bem, nada foi feito.',
    expired: 'Essa pergunta venceu, então nada foi feito. Se ainda for preciso, peça de novo.',
    notApproved: (title) => `A equipe não aprovou: ${title}. Uma pessoa vai escrever por aqui.`,
    failed: (title) => `Não deu certo: ${title}. Uma pessoa vai olhar e escrever por aqui.`,
    ...{ yes: 'sim', no: 'não' },
  },
}

/** The words of a language, such as `es-AR`; English where Hilo has none. */
export function toolWords(language: string): Words {
  return WORDS[baseLanguage(language) as keyof typeof WORDS] ?? WORDS.en
}
