import mammoth from 'mammoth'
import { checkArchive } from './check-archive.ts'
import { readPage } from './read-html.ts'
import { ReadError, type Reading, type ReadRequest } from './reading.ts'

/** A document of Word: its headings, lists, tables and links, without pictures. */
export async function readDocx(bytes: Uint8Array, { name }: ReadRequest): Promise<Reading> {
  const buffer = Buffer.from(bytes)
  checkArchive(buffer)
  const { value } = await mammoth.convertToHtml({ buffer }, { convertImage: noPictures() }).catch((cause) => {
    throw Object.assign(new ReadError('unreadable'), { cause })
  })
  return readPage(`<!doctype html><body>${value}</body>`, { name, url: null })
}

function noPictures() {
  return mammoth.images.imgElement(async () => ({ src: '' }))
}
