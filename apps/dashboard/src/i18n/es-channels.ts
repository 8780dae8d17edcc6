import type { Words } from './en.ts'

/** What only some channels have, in Spanish. */
export const channelsEs: Pick<Words, 'comment' | 'origin'> = {
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
  comment: {
    kinds: {
      comment: 'Comentario público en una publicación',
      live_comment: 'Comentario público en un directo',
      mention: 'Mención pública',
    },
    open: 'Abrir la publicación',
    reply: 'Responder en privado',
    quoting: 'Respuesta privada al comentario, una sola vez',
  },
}
