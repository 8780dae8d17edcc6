import { typeOfFile } from '../media/file-type.ts'
import { refusal } from '../media/store-file.ts'

export type FileFormat = 'pdf' | 'docx' | 'markdown' | 'html' | 'text' | 'csv'

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
/** Of what begins as text, the name says what it is. */
const TEXTS: Record<string, FileFormat> = {
  ...{ md: 'markdown', markdown: 'markdown', html: 'html', htm: 'html', txt: 'text', text: 'text' },
  ...{ csv: 'csv', tsv: 'csv' },
}

/**
 * What a file is, by its first bytes and, among texts, by its name.
 *
 * @throws AppError `invalid_request` for what cannot be read, or is not what it is named like.
 */
export function fileFormat(head: Uint8Array, filename: string): FileFormat {
  const type = typeOfFile(head, filename)
  const ending = /\.([a-z0-9]+)$/i.exec(filename)?.[1]?.toLowerCase() ?? ''
  if (type === 'application/pdf') return 'pdf'
  if (type === DOCX) return 'docx'
  if (isText(type, head) && Object.hasOwn(TEXTS, ending)) return TEXTS[ending] as FileFormat
  if (ending === 'pdf' || ending === 'docx') {
    const what = ending.toUpperCase()
    throw refusal(
      `The file is named like a ${what} and is none. Save it again as a ${what}.`,
      `El archivo se llama como un ${what} y no lo es. Guárdalo de nuevo como ${what}.`,
    )
  }
  throw refusal(
    'Only PDF, DOCX, Markdown, HTML, TXT and CSV can be read. Save the file as one of them.',
    'Solo se pueden leer PDF, DOCX, Markdown, HTML, TXT y CSV. Guarda el archivo como uno de ellos.',
  )
}

/** UTF-16 has zeros between its letters, and a mark before them. */
function isText(type: string, head: Uint8Array): boolean {
  const isMarked = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)
  return type === 'text/plain' || isMarked
}
