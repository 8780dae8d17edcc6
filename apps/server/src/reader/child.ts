/**
 * The main of the process that reads what strangers made. Bundled by itself; it has no network, no files and
 * no environment, and answers on descriptor 3.
 */
import { Socket } from 'node:net'
import { openFrames } from '@hilo/runtime/frames'
import { READ_FRAME_MAX } from './frame-size.ts'
import {
  type Format,
  type ReadAnswer,
  type ReadAsk,
  ReadError,
  type Reading,
  type ReadRequest,
} from './reading.ts'

type Read = (bytes: Uint8Array, request: ReadRequest) => Reading | Promise<Reading>

/** Each library is loaded when it is first needed. */
const READERS: Record<Format, () => Promise<Read>> = {
  pdf: () => import('./read-pdf.ts').then((one) => one.readPdf),
  docx: () => import('./read-docx.ts').then((one) => one.readDocx),
  html: () => import('./read-html.ts').then((one) => one.readHtml),
  csv: () => import('./read-csv.ts').then((one) => one.readCsv),
  sitemap: () => import('./read-sitemap.ts').then((one) => one.readSitemap),
  markdown: () => import('./read-text.ts').then((one) => one.readMarkdown),
  text: () => import('./read-text.ts').then((one) => one.readText),
}

// What a library prints would be read by nobody.
for (const way of ['log', 'info', 'warn', 'error', 'debug'] as const) console[way] = () => {}

const socket = new Socket({ fd: 3 })
socket.on('close', () => process.exit(0))
socket.on('error', () => process.exit(0))
const frames = openFrames(socket, READ_FRAME_MAX, {
  onFrame: (frame) => void answer(frame as ReadAsk),
  onBroken: () => process.exit(1),
})

// From now on its time counts.
frames.send({ id: 0 })

async function answer({ id, request, base64 }: ReadAsk): Promise<void> {
  const reading = await readOnce(request, base64)
  frames.send({ id, reading } satisfies ReadAnswer)
}

async function readOnce(request: ReadRequest, base64: string): Promise<Reading> {
  try {
    const read = await READERS[request.format]()
    return await read(Buffer.from(base64, 'base64'), request)
  } catch (error) {
    if (error instanceof ReadError) return { type: 'refused', fault: error.fault }
    // A buffer that does not fit into what the process may have.
    const isMemory = error instanceof RangeError && /alloc/i.test(error.message)
    return { type: 'refused', fault: isMemory ? 'memory' : 'unreadable' }
  }
}
