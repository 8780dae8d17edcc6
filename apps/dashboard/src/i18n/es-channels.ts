import type { Words } from './en.ts'

/** What only some channels have, in Spanish. */
export const channelsEs: Pick<Words, 'origin'> = {
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
}
