// Every text of the phone, in the language the page was asked for.

const WORDS = {
  en: {
    message: 'Message',
    messages: 'Messages',
    send: 'Send',
    attach: 'Attach',
    location: 'Location',
    contact: 'Contact',
    photo: 'Photo',
    voice: 'Voice note',
    document: 'Document',
    react: 'React',
    reply: 'Reply',
    removeReaction: 'Remove reaction',
    cancelReply: 'Cancel reply',
    close: 'Close',
    you: 'You',
    typing: 'typing…',
    business: 'Business account',
    connecting: 'Connecting…',
    nobody: 'No business is connected yet',
    empty: 'Messages go through real, signed webhooks. Write something.',
    newer: 'New messages',
    failed: 'Not sent',
    retry: 'Retry',
    unsupported: 'This message cannot be shown here.',
    openChat: 'Business',
    today: 'Today',
    yesterday: 'Yesterday',
    status: { sending: 'Sending', sent: 'Sent', delivered: 'Delivered', read: 'Read' },
    kinds: { image: 'Photo', video: 'Video', audio: 'Audio', document: 'Document', sticker: 'Sticker' },
    place: 'Puerta del Sol',
    friend: 'Lucía Vega',
    photoCaption: 'The view from here',
    documentName: 'Invoice 2041.pdf',
    shareLocation: 'Send location',
  },
  es: {
    message: 'Mensaje',
    messages: 'Mensajes',
    send: 'Enviar',
    attach: 'Adjuntar',
    location: 'Ubicación',
    contact: 'Contacto',
    photo: 'Foto',
    voice: 'Nota de voz',
    document: 'Documento',
    react: 'Reaccionar',
    reply: 'Responder',
    removeReaction: 'Quitar reacción',
    cancelReply: 'Cancelar respuesta',
    close: 'Cerrar',
    you: 'Tú',
    typing: 'escribiendo…',
    business: 'Cuenta de empresa',
    connecting: 'Conectando…',
    nobody: 'Todavía no hay ninguna empresa conectada',
    empty: 'Los mensajes pasan por webhooks reales y firmados. Basta con escribir algo.',
    newer: 'Mensajes nuevos',
    failed: 'No se envió',
    retry: 'Reintentar',
    unsupported: 'Este mensaje no se puede mostrar aquí.',
    openChat: 'Empresa',
    today: 'Hoy',
    yesterday: 'Ayer',
    status: { sending: 'Enviando', sent: 'Enviado', delivered: 'Entregado', read: 'Leído' },
    kinds: { image: 'Foto', video: 'Vídeo', audio: 'Audio', document: 'Documento', sticker: 'Sticker' },
    place: 'Puerta del Sol',
    friend: 'Lucía Vega',
    photoCaption: 'La vista desde aquí',
    documentName: 'Factura 2041.pdf',
    shareLocation: 'Enviar ubicación',
  },
}

const locale = document.documentElement.lang === 'es' ? 'es' : 'en'

export const words = WORDS[locale]

const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hour12: false })
const longDay = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' })

/** 20:41 */
export function timeOf(at) {
  return clock.format(at)
}

/** Today, Yesterday, or the day itself. */
export function dayOf(at) {
  const day = new Date(at).toDateString()
  if (day === new Date().toDateString()) return words.today
  if (day === new Date(Date.now() - 86_400_000).toDateString()) return words.yesterday
  return longDay.format(at)
}
