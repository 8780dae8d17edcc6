import type { Words } from './en.ts'

/** What only some channels have, in Spanish. */
export const channelsEs: Pick<Words, 'cards' | 'comment' | 'handover' | 'history' | 'origin'> = {
  origin: {
    forwarded: 'Reenviado',
    story: 'En respuesta a una historia de la cuenta',
    storyGone: 'La historia ya no está.',
    referral: {
      ad: 'Llegó por un anuncio',
      post: 'Llegó por una publicación',
      link: 'Llegó por un enlace',
      product: 'Sobre un producto',
    },
  },
  cards: {
    picture: (url) => `Imagen: ${url}`,
    video: (url) => `Video: ${url}`,
    product: (id) => `Producto: ${id}`,
  },
  history: {
    imported: (messages, percent) => {
      const count =
        messages === 1 ? '1 mensaje anterior importado' : `${messages} mensajes anteriores importados`
      return percent === null || percent === 100 ? count : `${count}, ${percent} % hasta ahora`
    },
    refused: (code) =>
      code === '2593109'
        ? 'No se importan mensajes anteriores: el negocio lo rechazó en la app del teléfono.'
        : `No se importan mensajes anteriores (código ${code}).`,
  },
  handover: {
    unknown: 'otra aplicación',
    metaInbox: 'la bandeja de Meta',
    app: (id) => `la aplicación ${id}`,
    lost: (app) => `La conversación pasó a ${app}`,
    got: (app) => `La conversación volvió de ${app}`,
    asked: (app) => `Pide la conversación ${app}`,
    taken: (who, app) => `${who} tomó la conversación de ${app}`,
    given: (who, app) => `${who} devolvió la conversación a ${app}`,
    heldTitle: (app) => `La tiene ${app}`,
    heldBody: 'Se responde desde allí, y el micro-backend calla. Las notas siguen funcionando.',
    take: 'Tomar la conversación',
    giveBack: 'A la otra aplicación',
    giveBackTo: (app) => `Devolver la conversación a ${app}`,
  },
  comment: {
    kinds: {
      comment: 'Comentario público en una publicación',
      live_comment: 'Comentario público en un directo',
      mention: 'Mención pública',
    },
    open: 'Abrir la publicación',
    ours: 'Respuesta pública',
    isHidden: 'Oculto para el público',
    reply: 'Responder al comentario',
    hide: 'Ocultar el comentario',
    show: 'Volver a mostrar el comentario',
    hid: 'Ocultó el comentario',
    showed: 'Volvió a mostrar el comentario',
    how: 'Quién puede leer la respuesta',
    privately: 'Responder en privado',
    publicly: 'Responder en público',
    quoting: 'Respuesta privada al comentario, una sola vez',
    quotingPublic: 'Respuesta pública al comentario',
    allRead: 'Puede leerlo cualquiera que vea la publicación',
    wordsOnly: 'Una respuesta pública son solo palabras',
  },
}
