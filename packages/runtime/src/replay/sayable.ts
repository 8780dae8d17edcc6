/** Where something is, in degrees. */
export type Place = {
  readonly latitude: number
  readonly longitude: number
  readonly name?: string
  readonly address?: string
}

/** What can be said besides a text. */
export type Sayable =
  | { readonly text: string }
  | { readonly location: Place }
  | {
      readonly contacts: readonly {
        readonly name: string
        readonly phones?: readonly string[]
        readonly emails?: readonly string[]
      }[]
    }
  | { readonly cards: readonly CardToSay[]; readonly text?: string }
  | { readonly media: Media }
  | { readonly template: TemplateToSay }
  | Offer

/** Products of the catalogue, with words below their title. */
export type Offer = { readonly products: ProductsToSay; readonly text: string; readonly title?: string }

/**
 * Products of the catalogue that the inbox has on WhatsApp, by their ids there: one, a list, a list in
 * sections, or `'all'` for the whole catalogue. Several need a `title`.
 */
export type ProductsToSay =
  | 'all'
  | readonly ProductToSay[]
  | readonly { readonly title: string; readonly products: readonly ProductToSay[] }[]

/** The name is said where no catalogue is shown; there an id alone is said as it is. */
export type ProductToSay = string | { readonly id: string; readonly name: string }

/**
 * Something on offer. Cards stand side by side on Messenger and Instagram, below each other elsewhere; what a
 * channel's limits do not allow goes as words. The widget shows no pictures.
 */
export type CardToSay = {
  readonly title: string
  readonly subtitle?: string
  /** The web address of a picture that everybody may fetch. */
  readonly image?: string
  /**
   * A text, or an `id`, is an answer: pressing it is a message with the title. `url` opens a page, `phone`
   * calls. Three fit everywhere but on WhatsApp, where a link stands alone.
   */
  readonly buttons?: readonly (
    | string
    | { readonly title: string; readonly id?: string }
    | { readonly title: string; readonly url: string }
    | { readonly title: string; readonly phone: string }
  )[]
}

/** A message that the platform approved, and what fills it. */
export type TemplateToSay = {
  readonly name: string
  /** Such as `es` or `en_US`. By default the contact's, else the org's, as far as it is approved. */
  readonly language?: string
  /**
   * By the names of the gaps: `1` and `2`, or `guest` where they have names; `header` for words above, and
   * `button.1` for the end of the first button's link, its code, or what a quick reply gives back. Of cards
   * the same behind their number, as `card.1.guest`, and `card.1.header` for the https address of the
   * picture or video.
   */
  readonly values?: Readonly<Record<string, string | number>>
  /** The picture, video, document or place above the words, where the template has one. */
  readonly header?: Media | { readonly location: Place }
  /** What it says where the channel has no templates, and in a test. By default the template's own words. */
  readonly text?: string
}

/** A file to say: one that the code made, or one that the contact sent in this conversation. */
export type Media =
  | {
      /**
       * At most 5 MB, made of what is recorded: the result of a step is too small for them. Code that makes
       * them does so again at each replay; they are kept once.
       */
      readonly bytes: Uint8Array
      /** What they are, such as `application/pdf`; their beginning must not say otherwise. */
      readonly mimeType: string
      /** What the contact sees of a document, with its ending. */
      readonly filename?: string
      readonly caption?: string
    }
  | {
      readonly id: string | null
      readonly kind: 'image' | 'video' | 'audio' | 'document' | 'sticker'
      readonly mimeType?: string | null
      readonly filename?: string | null
      readonly caption?: string | null
    }
