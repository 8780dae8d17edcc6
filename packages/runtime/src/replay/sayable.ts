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
  | { readonly media: Media }

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
