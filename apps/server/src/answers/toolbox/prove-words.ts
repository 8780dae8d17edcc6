import { baseLanguage } from '@hilo/protocol'

/** What a contact is told who has to show who they are, in the languages that Hilo speaks. */

type Words = {
  askAddress(title: string): string
  typeCode(address: string): string
  sent(address: string, minutes: number): string
  resent(address: string, minutes: number): string
  wrong: string
  unclearAddress: string
  unclearCode: string
  signIn(title: string): string
  cannot(title: string): string
  mail(code: string, from: string, minutes: number): { subject: string; text: string }
}

const WORDS: Record<'en' | 'es' | 'pt', Words> = {
  en: {
    askAddress: (title) =>
      `To make sure that it is you (${title}), please write the e-mail address that we know you by. ` +
      'I will send a code there. If you have none, say so, and a person will help.',
    typeCode: (address) => `A code is on its way to ${address}. Please write it here.`,
    sent: (address, minutes) =>
      `I sent a code of six digits to ${address}. Please write it here; it is good for ${minutes} minutes. ` +
      'If it does not come, write “again”.',
    resent: (address, minutes) =>
      `I sent a new code to ${address}. Only that one is good, for ${minutes} minutes.`,
    wrong: 'That is not the code. Please look again, or write “again” for another one.',
    unclearAddress: 'I could not read that address. Please write it alone, such as ana@example.com.',
    unclearCode: 'Please write the six digits of the code alone.',
    signIn: (title) =>
      `For this I have to know who you are (${title}). Please sign in on this site, and then ask me again.`,
    cannot: (title) =>
      `I cannot make sure here who is writing (${title}). A person of the team will see to it.`,
    mail: (code, from, minutes) => ({
      subject: `Your code for ${from}`,
      text:
        `${code}\n\nWrite this code in your conversation with ${from}. ` +
        `It is good for ${minutes} minutes.\n\n` +
        'If you did not ask for it, somebody wrote your address by mistake: you need to do nothing. ' +
        'Give it to nobody.\n',
    }),
  },
  // As neither tú, nor usted, nor vos: an org's own words are one of these.
  es: {
    askAddress: (title) =>
      `Para confirmar quién escribe (${title}), falta el correo que tenemos registrado: basta con ` +
      'escribirlo aquí. Ahí voy a mandar un código. Si no hay correo, basta con decirlo y ayuda una persona.',
    typeCode: (address) => `Hay un código en camino a ${address}. Falta escribirlo aquí, por favor.`,
    sent: (address, minutes) =>
      `Mandé un código de seis cifras a ${address}. ` +
      `Falta escribirlo aquí, por favor; vale ${minutes} minutos. ` +
      'Si no llega, basta con escribir «otra vez».',
    resent: (address, minutes) =>
      `Mandé un código nuevo a ${address}. Solo vale ese, por ${minutes} minutos.`,
    wrong: 'Ese no es el código. Hay que mirarlo otra vez, o escribir «otra vez» para recibir otro.',
    unclearAddress: 'No pude leer esa dirección. Tiene que llegar sola, por ejemplo ana@example.com.',
    unclearCode: 'Por favor, solo las seis cifras del código.',
    signIn: (title) =>
      `Para esto tengo que saber quién escribe (${title}). ` +
      'Hay que iniciar sesión en este sitio y después preguntar otra vez.',
    cannot: (title) =>
      `Aquí no puedo comprobar quién escribe (${title}). Lo va a ver una persona del equipo.`,
    mail: (code, from, minutes) => ({
      subject: `Código para ${from}`,
      text:
        `${code}\n\nEste código se escribe en la conversación con ${from}. Vale ${minutes} minutos.\n\n` +
        'Si nadie lo pidió aquí, alguien escribió esta dirección por error: no hay que hacer nada. ' +
        'El código no se da a nadie.\n',
    }),
  },
  pt: {
    askAddress: (title) =>
      `Para confirmar que é você (${title}), escreva por favor o e-mail pelo qual conhecemos você. ` +
      'Vou mandar um código. Se não tiver e-mail, diga, e uma pessoa ajuda.',
    typeCode: (address) => `Há um código a caminho de ${address}. Escreva-o aqui, por favor.`,
    sent: (address, minutes) =>
      `Mandei um código de seis números para ${address}. ` +
      `Escreva-o aqui, por favor; vale ${minutes} minutos. ` +
      'Se não chegar, escreva “outra vez”.',
    resent: (address, minutes) =>
      `Mandei um código novo para ${address}. Só vale esse, por ${minutes} minutos.`,
    wrong: 'Esse não é o código. Olhe de novo, ou escreva “outra vez” para receber outro.',
    unclearAddress: 'Não consegui ler esse endereço. Escreva só ele, por exemplo ana@example.com.',
    unclearCode: 'Escreva por favor só os seis números do código.',
    signIn: (title) =>
      `Para isso preciso saber quem é você (${title}). ` +
      'Entre na sua conta neste site e depois pergunte de novo.',
    cannot: (title) => `Aqui não consigo confirmar quem escreve (${title}). Uma pessoa da equipe vai ver.`,
    mail: (code, from, minutes) => ({
      subject: `Seu código para ${from}`,
      text:
        `${code}\n\nEscreva este código na sua conversa com ${from}. Vale ${minutes} minutos.\n\n` +
        'Se não pediu, alguém escreveu seu endereço por engano: não precisa fazer nada. Não dê a ninguém.\n',
    }),
  },
}

/** The words of a language, such as `es-AR`; English where Hilo has none. */
export function proveWords(language: string): Words {
  return WORDS[baseLanguage(language) as keyof typeof WORDS] ?? WORDS.en
}
