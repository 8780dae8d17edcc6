import { AppError, BACKEND_PROTOCOL, type BackendManifest } from '@hilo/protocol'
import type { Isolation } from './isolation.ts'
import { GuestProcess } from './process.ts'

/** A process takes a tenth of that, and more on a busy machine. */
const START_MS = 5_000
const HEAP_MB = 64

/**
 * Starts a bundle, isolated, and asks it what it is.
 *
 * @throws AppError `invalid_request` when it does not start, or its manifest is wrong.
 */
export async function readManifest(
  bundlePath: string,
  isolation: Isolation,
  startMs = START_MS,
): Promise<BackendManifest> {
  const { promise, resolve, reject } = Promise.withResolvers<BackendManifest>()
  const guest = new GuestProcess(isolation, { bundlePath, heapMb: HEAP_MB }, (frame) => {
    if (frame.type === 'broken') reject(refused(frame.message))
    if (frame.type === 'ready' && frame.manifest) resolve(frame.manifest)
  })
  guest.send({ type: 'init', protocol: BACKEND_PROTOCOL, secrets: {}, describe: true })
  guest.closed.then(({ detail }) => reject(refused(detail)))
  const detail = `It did not start within ${startMs / 1000} seconds.`
  const timer = setTimeout(() => guest.kill({ reason: 'loop', detail }), startMs)
  try {
    return await promise
  } finally {
    clearTimeout(timer)
    guest.kill({ reason: 'exit', detail: 'It was asked, and is not needed any more.' })
  }
}

function refused(words: string): AppError {
  return new AppError('invalid_request', `The backend could not be loaded. ${words}`)
}
