import { baseLanguage, type HandoffReason, type HeardBy } from '@hilo/protocol'

/** What contacts are told without a model, in the languages that AI speaks by itself. */
export type FixedWords = {
  greeting: string
  welcome: string
  clarify: string
  /** To who asks whether a machine answers. */
  automatic: string
  onlyText: string
  /** To a voice note that nobody has put into words. */
  onlyWritten: string
  from(title: string): string
  /** Of an article that is not in the contact's language, and is never translated for them. */
  foreign(language: string): string
  /** No article is in a language that the question could be said in. */
  onlyIn(languages: readonly string[]): string
  /** Nothing is known that answers. */
  nothing: string
  unsure: string
  /** What comes closest follows as links; in which languages, where it is in none that the contact uses. */
  mayHelp(foreign: readonly string[]): string
  /** Where there are none, it is named. */
  closest(titles: readonly string[], foreign: readonly string[]): string
  /** Nothing is known that answers these of the contact's questions; others were answered. */
  left(questions: readonly string[]): string
  /** There was no room to answer these of the contact's questions. */
  askAgain(questions: readonly string[]): string
  /** After what is left: a yes calls a person. */
  askPerson: string
  /** It is about none of the topics of the inbox, which are named. */
  onlyTopics(topics: readonly string[]): string
  /** To who wants no person. */
  asYouLike: string
  /** To who says only that there is something else. */
  goAhead: string
  /** What is offered then, as a button says it: at most 20 characters. */
  talkToPerson: string
  person: string
  /** To who writes again before a person came. */
  told: string
  /** Before that, why. */
  because: Record<HandoffReason, string>
  /** When members are away; the weekday also of today, for who reads it another day. */
  backAt(day: string, time: string, isToday: boolean): string
  /** A day before that on which nobody is there, as a date. */
  closedOn(day: string, isToday: boolean): string
  asked: string
  answered: string
  /** To members, of what the contact was told where no answer was known. */
  offered(titles: readonly string[]): string
  /** In place of "asked", of what a machine heard or saw. */
  heard: Record<HeardBy, string>
}

const EN: FixedWords = {
  greeting: 'Hello! How can I help you?',
  welcome: 'You are welcome. Write here whenever you need something.',
  onlyText: 'I can read only text. What can I help you with?',
  onlyWritten:
    'I cannot listen to voice messages. Write to me what you need and I will answer at once, or write ' +
    '“person” and somebody from the team will listen to it.',
  clarify: 'Could you tell me a little more about what you need?',
  automatic:
    'I am an automatic assistant: I answer with what the team has written. Write “person” and ' +
    'somebody from the team will answer you.',
  from: (title) => `From the article “${title}”.`,
  foreign: (language) => `The article is in ${named('en', [language])}.`,
  onlyIn: (languages) => `What I can look up is written in ${named('en', languages)} only.`,
  nothing: 'I found no answer to that. You can ask in other words.',
  unsure: 'I am not sure of the answer.',
  mayHelp: (foreign) => `This may help${but(', though it is in ', 'en', foreign)}:`,
  closest: (titles, foreign) =>
    'I am not sure of the answer. ' +
    `This comes closest${but(', though it is in ', 'en', foreign)}:\n${listOf(titles)}\n` +
    `${titles.length === 1 ? 'Write its name' : 'Write the name of one'} and I will look there, or ask in ` +
    'other words.',
  left: (questions) => `I found no answer to “${questions.join('” or “')}”.`,
  askAgain: (questions) => `Ask me “${questions.join('” and “')}” again, and I will answer that too.`,
  askPerson: 'Would you like to talk to a person about that?',
  onlyTopics: (topics) =>
    `That is not something I can help with here. I answer what is about:\n${listOf(topics)}`,
  asYouLike: 'All right. Write here whenever you need something.',
  goAhead: 'Go ahead: what do you need?',
  talkToPerson: 'Talk to a person',
  person: 'A person from the team will answer you here.',
  told: 'The team knows that you are waiting, and somebody will answer you here.',
  because: {
    user_asked: 'Of course.',
    no_evidence: 'I do not have an answer to that.',
    model_declined: 'I do not have an answer to that.',
    low_confidence: 'I am not sure enough of the answer to that.',
    verify_failed: 'I am not sure enough of the answer to that.',
    repeated_question: 'It seems that my answer was not enough.',
    negative_feedback: 'I am sorry that this did not help.',
    upset: 'I am sorry about that.',
    policy_topic: 'This is something for a person.',
    off_topic: 'That is not something I can help with here.',
    needs_person: 'This is something that only a person can do.',
    tool_failed: 'I could not do that just now.',
    tool_waits: 'A person of the team has to approve this first.',
    unproved: 'I could not make sure who is writing.',
    budget: 'I cannot answer that right now.',
    provider_error: 'I cannot answer that right now.',
    internal_error: 'I cannot answer that right now.',
    not_sent: 'I cannot answer that right now.',
    injection: 'I cannot help with that.',
    unreadable: 'I can read only text.',
    other_hours: 'Thank you for writing.',
  },
  backAt: (day, time, isToday) =>
    `The team is here again ${isToday ? `today, ${day},` : `on ${day}`} at ${time}.`,
  closedOn: (day, isToday) => `We are closed ${isToday ? 'today,' : 'on'} ${day}.`,
  asked: 'Asked',
  answered: 'Answered',
  offered: (titles) => `Not answered. Offered: ${[...quoted(titles, '“”'), 'a person'].join(', ')}`,
  heard: {
    voice: 'Said in a voice note, as a machine heard it',
    picture: 'Sent a picture that shows, as a machine saw it',
  },
}

/** It addresses nobody as tú, usted or vos: beside it stand words of an org, which are one of these. */
const ES: FixedWords = {
  greeting: '¡Hola! ¿En qué puedo ayudar?',
  welcome: 'De nada. Cualquier otra consulta, por aquí.',
  onlyText: 'Solo puedo leer texto. ¿En qué puedo ayudar?',
  onlyWritten:
    'No puedo escuchar mensajes de voz. Por escrito respondo enseguida; y basta con escribir «persona» ' +
    'para que alguien del equipo lo escuche.',
  clarify: 'Me falta saber un poco más. ¿De qué se trata?',
  automatic:
    'Soy un asistente automático: respondo con lo que el equipo dejó escrito. Basta con escribir ' +
    '«persona» para que responda alguien del equipo.',
  from: (title) => `Del artículo «${title}».`,
  foreign: (language) => `El artículo está en ${named('es', [language])}.`,
  onlyIn: (languages) => `Lo que puedo consultar está escrito solo en ${named('es', languages)}.`,
  nothing: 'No encontré una respuesta para eso. Se puede preguntar con otras palabras.',
  unsure: 'No estoy seguro de la respuesta.',
  mayHelp: (foreign) => `Esto puede ayudar${but(', aunque está en ', 'es', foreign)}:`,
  closest: (titles, foreign) =>
    'No estoy seguro de la respuesta. ' +
    `Esto es lo más cercano${but(', aunque está en ', 'es', foreign)}:\n${listOf(titles)}\n` +
    `Basta con escribir ${titles.length === 1 ? 'su nombre' : 'el nombre de uno'} para que busque ahí; ` +
    'también se puede preguntar con otras palabras.',
  left: (questions) => `No encontré una respuesta para «${questions.join('» ni para «')}».`,
  askAgain: (questions) =>
    `También respondo «${questions.join('» y «')}», si llega otra vez en un mensaje aparte.`,
  askPerson: '¿Conviene hablar con una persona sobre eso?',
  onlyTopics: (topics) => `Con eso no puedo ayudar aquí. Respondo lo que trata de:\n${listOf(topics)}`,
  asYouLike: 'De acuerdo. Cualquier otra consulta, por aquí.',
  goAhead: 'Claro: ¿de qué se trata?',
  talkToPerson: 'Hablar con alguien',
  person: 'Una persona del equipo responderá por aquí.',
  told: 'El equipo ya está al tanto de la espera, y alguien responderá por aquí.',
  because: {
    user_asked: 'Claro.',
    no_evidence: 'No tengo una respuesta para eso.',
    model_declined: 'No tengo una respuesta para eso.',
    low_confidence: 'No estoy lo bastante seguro de la respuesta.',
    verify_failed: 'No estoy lo bastante seguro de la respuesta.',
    repeated_question: 'Parece que mi respuesta no alcanzó.',
    negative_feedback: 'Lamento que eso no haya servido.',
    upset: 'Lamento lo ocurrido.',
    policy_topic: 'De esto se ocupa una persona.',
    off_topic: 'Con eso no puedo ayudar aquí.',
    needs_person: 'Esto solo lo puede hacer una persona.',
    tool_failed: 'No pude hacerlo en este momento.',
    tool_waits: 'Primero lo tiene que aprobar una persona del equipo.',
    unproved: 'No pude comprobar quién escribe.',
    budget: 'No puedo responder eso en este momento.',
    provider_error: 'No puedo responder eso en este momento.',
    internal_error: 'No puedo responder eso en este momento.',
    not_sent: 'No puedo responder eso en este momento.',
    injection: 'Con eso no puedo ayudar.',
    unreadable: 'Solo puedo leer texto.',
    other_hours: 'Gracias por escribir.',
  },
  backAt: (day, time, isToday) => `El equipo vuelve ${isToday ? `hoy, ${day},` : `el ${day}`} a las ${time}.`,
  closedOn: (day, isToday) => (isToday ? `Hoy, ${day}, no atendemos.` : `El ${day} no atendemos.`),
  asked: 'Preguntó',
  answered: 'Se le respondió',
  offered: (titles) => `Sin respuesta. Se le ofreció: ${[...quoted(titles, '«»'), 'una persona'].join(', ')}`,
  heard: {
    voice: 'Dijo en una nota de voz, según la oyó una máquina',
    picture: 'Envió una imagen que muestra, según la vio una máquina',
  },
}

const PT: FixedWords = {
  greeting: 'Olá! Como posso ajudar?',
  welcome: 'De nada. Escreva aqui quando precisar de algo.',
  onlyText: 'Só consigo ler texto. Como posso ajudar?',
  onlyWritten:
    'Não consigo ouvir mensagens de voz. Escreva o que você precisa e eu respondo na hora, ou escreva ' +
    '“pessoa” e alguém da equipe vai ouvir.',
  clarify: 'Você poderia me contar um pouco mais sobre o que precisa?',
  automatic:
    'Sou um assistente automático: respondo com o que a equipe deixou escrito. Escreva “pessoa” e ' +
    'alguém da equipe vai te responder.',
  from: (title) => `Do artigo “${title}”.`,
  foreign: (language) => `O artigo está em ${named('pt', [language])}.`,
  onlyIn: (languages) => `O que posso consultar está escrito só em ${named('pt', languages)}.`,
  nothing: 'Não encontrei uma resposta para isso. Você pode perguntar com outras palavras.',
  unsure: 'Não tenho certeza da resposta.',
  mayHelp: (foreign) => `Isto pode ajudar${but(', embora esteja em ', 'pt', foreign)}:`,
  closest: (titles, foreign) =>
    'Não tenho certeza da resposta. ' +
    `Isto é o mais próximo${but(', embora esteja em ', 'pt', foreign)}:\n${listOf(titles)}\n` +
    `${titles.length === 1 ? 'Escreva o nome' : 'Escreva o nome de um deles'} e eu procuro ali, ou ` +
    'pergunte com outras palavras.',
  left: (questions) => `Não encontrei uma resposta para “${questions.join('” nem para “')}”.`,
  askAgain: (questions) => `Pergunte “${questions.join('” e “')}” de novo e eu também respondo.`,
  askPerson: 'Você quer falar com uma pessoa sobre isso?',
  onlyTopics: (topics) => `Com isso não posso ajudar aqui. Respondo o que trata de:\n${listOf(topics)}`,
  asYouLike: 'Tudo bem. Escreva aqui quando precisar de algo.',
  goAhead: 'Pode dizer: do que você precisa?',
  talkToPerson: 'Falar com alguém',
  person: 'Uma pessoa da equipe vai responder você por aqui.',
  told: 'A equipe já sabe que você está esperando, e alguém vai responder por aqui.',
  because: {
    user_asked: 'Claro.',
    no_evidence: 'Não tenho uma resposta para isso.',
    model_declined: 'Não tenho uma resposta para isso.',
    low_confidence: 'Não tenho certeza suficiente da resposta.',
    verify_failed: 'Não tenho certeza suficiente da resposta.',
    repeated_question: 'Parece que a minha resposta não foi suficiente.',
    negative_feedback: 'Sinto muito que isso não tenha ajudado.',
    upset: 'Sinto muito pelo ocorrido.',
    policy_topic: 'Disto cuida uma pessoa.',
    off_topic: 'Com isso não posso ajudar aqui.',
    needs_person: 'Isto só uma pessoa pode fazer.',
    tool_failed: 'Não consegui fazer isso agora.',
    tool_waits: 'Primeiro uma pessoa da equipe precisa aprovar.',
    unproved: 'Não consegui confirmar quem escreve.',
    budget: 'Não posso responder isso agora.',
    provider_error: 'Não posso responder isso agora.',
    internal_error: 'Não posso responder isso agora.',
    not_sent: 'Não posso responder isso agora.',
    injection: 'Com isso não posso ajudar.',
    unreadable: 'Só consigo ler texto.',
    other_hours: 'Obrigado por escrever.',
  },
  backAt: (day, time, isToday) => `A equipe volta ${isToday ? `hoje, ${day},` : day} às ${time}.`,
  closedOn: (day, isToday) => `${isToday ? `Hoje, ${day},` : `Em ${day}`} não atendemos.`,
  asked: 'Perguntou',
  answered: 'Foi respondido',
  offered: (titles) => `Sem resposta. Foi oferecido: ${[...quoted(titles, '“”'), 'uma pessoa'].join(', ')}`,
  heard: {
    voice: 'Disse em uma mensagem de voz, como uma máquina ouviu',
    picture: 'Enviou uma imagem que mostra, como uma máquina viu',
  },
}

const WORDS: Readonly<Record<string, FixedWords>> = { en: EN, es: ES, pt: PT }

/** In this language, or in English. */
export function wordsIn(language: string): FixedWords {
  return WORDS[baseLanguage(language)] ?? EN
}

/** The languages that there are words in. */
export const ALL_LANGUAGES: readonly string[] = Object.keys(WORDS)

/** Whether it is what the button for a person says, pressed or written. */
export function saysTalkToPerson(text: string): boolean {
  return ALL_LANGUAGES.some((one) => wordsIn(one).talkToPerson === text.trim())
}

function quoted(titles: readonly string[], [open, close]: string): string[] {
  return titles.map((title) => `${open}${title}${close}`)
}

/** That something is in other languages; nothing where it is not. */
function but(words: string, language: string, foreign: readonly string[]): string {
  return foreign.length > 0 ? `${words}${named(language, foreign)}` : ''
}

function named(language: string, languages: readonly string[]): string {
  const names = new Intl.DisplayNames([language], { type: 'language' })
  return new Intl.ListFormat(language, { type: 'conjunction' }).format(
    languages.map((one) => names.of(baseLanguage(one)) ?? one),
  )
}

const LISTED_MAX = 10

function listOf(titles: readonly string[]): string {
  return titles
    .slice(0, LISTED_MAX)
    .map((title) => `• ${title}`)
    .join('\n')
}
