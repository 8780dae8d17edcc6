/** What is read out of a file or a page: said by the process that reads, heard by the server. */

export type Format = 'pdf' | 'docx' | 'markdown' | 'html' | 'text' | 'csv' | 'sitemap'

export type ReadRequest = {
  format: Format
  /** Its file's name, or the end of its address: the title of what has none. */
  name: string
  /** As the server that handed it out says; null when it did not. */
  charset: string | null
  /** Where it was; links of it are taken from there. Null for a file. */
  url: string | null
}

/** One article. `key` is the same each time the same file is read. */
export type Piece = {
  key: string
  title: string
  body: string
  alternates: string[]
  language: string | null
}

/** Why nothing could be read out of it. */
export type ReadFault =
  | 'empty'
  | 'unreadable'
  | 'encrypted'
  | 'too_long'
  | 'bomb'
  | 'slow'
  | 'memory'
  | 'many_rows'

export type Reading =
  | { type: 'pieces'; kind: 'page' | 'faq'; pieces: Piece[]; links: string[]; isHidden: boolean }
  /** A sitemap: addresses of pages, and of further sitemaps. */
  | { type: 'map'; pages: string[]; maps: string[] }
  | { type: 'refused'; fault: ReadFault }

export type ReadAsk = { id: number; request: ReadRequest; base64: string }
export type ReadAnswer = { id: number; reading: Reading }

/** More text than this in one file is refused: it is no file that somebody answers from. */
export const TEXT_MAX = 3_000_000
/** A longer text becomes several articles, so that a change of one page does not write all of it anew. */
export const PART_MAX = 60_000
export const PAGE_MAX = 200_000
/** Questions of one list, and rows of one table. */
export const ROWS_MAX = 5_000
/** Of one page: more are seldom a way to more pages. */
export const LINKS_MAX = 1_000

/** Thrown while reading; ends as a value. */
export class ReadError extends Error {
  override readonly name = 'ReadError'
  readonly fault: ReadFault
  constructor(fault: ReadFault) {
    super(fault)
    this.fault = fault
  }
}
