import type { ContentOf } from './content.ts'
import type { TemplateParameter } from './template-parts.ts'

/** A gap of a template that the sender fills. */
export type TemplateField = {
  /** `1` or `guest` for the body, `header`, `button.1` for the first button. */
  key: string
  kind: 'text' | 'image' | 'video' | 'document' | 'location'
  place: TemplateParameter['place']
  isRequired: boolean
  example: string | null
  /** The name of the gap in the text. */
  gap: string
  button?: number
  /** The number of the card that it is of, from 0. */
  card?: number
  /** Of what the address of a card's file has to be. */
  file?: 'image' | 'video'
}

export type TemplateProblem = {
  code:
    | ('missing' | 'unknown' | 'spacing' | 'too_long' | 'wrong_file' | 'no_address' | 'unknown_part')
    | ('bad_products' | 'no_catalogue')
  key: string
}

export type TemplateGiven = {
  values: Readonly<Record<string, string>>
  header?: ContentOf<'template'>['header'] | undefined
  /** Whether the inbox names a catalogue; left out where that is not known. */
  hasCatalogue?: boolean | undefined
}
