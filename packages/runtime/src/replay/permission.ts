/** What a contact allows or takes back by what they just said. */
export type OptIn = {
  /** What the messages are for. */
  readonly purpose: 'utility' | 'authentication' | 'marketing'
  /** The words that the contact agreed to. */
  readonly text: string
  /** A name of yours for this wording; by default one is made of the words. */
  readonly version?: string
}

/** `text`: what they were asked, where they were. */
export type OptOut = Pick<OptIn, 'purpose' | 'version'> & { readonly text?: string }
