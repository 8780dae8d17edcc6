export type Words = typeof ENGLISH

const ENGLISH = {
  title: 'Chat',
  close: 'Close chat',
  conversation: 'Conversation',
  write: 'Write a message…',
  send: 'Send',
  greeting: 'Hello! How can we help?',
  sending: 'Sending…',
  waiting: 'Waiting to be sent',
  sent: 'Sent',
  typing: 'Typing…',
  latest: 'New messages',
  artificial: 'Automatic answer',
  you: 'You',
  offline: 'You’re offline. Messages will be sent when you’re back.',
  reconnecting: 'Reconnecting. What you write will be sent.',
  unavailable: 'This chat isn’t available here right now. What you write is kept.',
  busy: 'There are too many requests. Please wait a moment.',
  image: 'Image',
  video: 'Video',
  audio: 'Audio',
  document: 'File',
  sticker: 'Sticker',
  location: 'Location',
  contacts: 'Contact',
  unsupported: 'A message that can’t be shown here',
  unsent: 'Message deleted',
}

const SPANISH: Words = {
  title: 'Chat',
  close: 'Cerrar el chat',
  conversation: 'Conversación',
  write: 'Escribir un mensaje…',
  send: 'Enviar',
  greeting: '¡Hola! ¿En qué podemos ayudar?',
  sending: 'Enviando…',
  waiting: 'Pendiente de envío',
  sent: 'Enviado',
  typing: 'Escribiendo…',
  latest: 'Mensajes nuevos',
  artificial: 'Respuesta automática',
  you: 'Mensaje propio',
  offline: 'Sin conexión. Los mensajes saldrán cuando vuelva.',
  reconnecting: 'Reconectando. Lo escrito se enviará.',
  unavailable: 'El chat no está disponible en este momento. Lo escrito queda guardado.',
  busy: 'Hay demasiadas solicitudes. Conviene esperar un momento.',
  image: 'Imagen',
  video: 'Video',
  audio: 'Audio',
  document: 'Archivo',
  sticker: 'Sticker',
  location: 'Ubicación',
  contacts: 'Contacto',
  unsupported: 'Un mensaje que no se puede mostrar aquí',
  unsent: 'Mensaje borrado',
}

const PORTUGUESE: Words = {
  title: 'Chat',
  close: 'Fechar o chat',
  conversation: 'Conversa',
  write: 'Escrever uma mensagem…',
  send: 'Enviar',
  greeting: 'Olá! Como podemos ajudar?',
  sending: 'Enviando…',
  waiting: 'Aguardando envio',
  sent: 'Enviada',
  typing: 'Digitando…',
  latest: 'Novas mensagens',
  artificial: 'Resposta automática',
  you: 'Mensagem própria',
  offline: 'Sem conexão. As mensagens vão sair quando ela voltar.',
  reconnecting: 'Reconectando. O que foi escrito será enviado.',
  unavailable: 'O chat não está disponível agora. O que foi escrito fica guardado.',
  busy: 'Há solicitações demais. É só aguardar um momento.',
  image: 'Imagem',
  video: 'Vídeo',
  audio: 'Áudio',
  document: 'Arquivo',
  sticker: 'Figurinha',
  location: 'Localização',
  contacts: 'Contato',
  unsupported: 'Uma mensagem que não pode ser mostrada aqui',
  unsent: 'Mensagem apagada',
}

export type Language = 'en' | 'es' | 'pt'

/** Well-formed as well as spoken: `Intl` throws on anything else. */
const SPOKEN = /^(en|es|pt)(-[a-z\d]{2,8})*$/i
const WORDS: Record<Language, Words> = { en: ENGLISH, es: SPANISH, pt: PORTUGUESE }

/** The first of the wished locales that the widget speaks; English when it speaks none. */
export function chooseLocale(wished: readonly (string | undefined)[]): string {
  return wished.find((locale) => locale && SPOKEN.test(locale)) ?? 'en'
}

export function languageOf(locale: string): Language {
  const language = locale.slice(0, 2).toLowerCase()
  return language === 'es' || language === 'pt' ? language : 'en'
}

export function wordsIn(locale: string): Words {
  return WORDS[languageOf(locale)]
}
