import { AppError, BACKEND_PROTOCOL, type BackendManifest } from '@hilo/protocol'
import { checkFrame } from '../host/check.ts'
import type { Egress } from '../host/egress.ts'
import { aRequest, post, type Remote } from './post.ts'

const ANSWER_MS = 10_000

/**
 * Asks a remote backend what it is.
 *
 * @throws AppError `invalid_request` when it does not answer, is not signed, or its manifest is wrong.
 */
export async function describeRemote(egress: Egress, remote: Remote): Promise<BackendManifest> {
  try {
    const request = aRequest({ type: 'describe', protocol: BACKEND_PROTOCOL })
    for await (const line of post(egress, remote, { request, signal: AbortSignal.timeout(ANSWER_MS) })) {
      const frame = checkFrame(line)
      if (frame.type === 'ready' && frame.protocol === BACKEND_PROTOCOL && frame.manifest)
        return frame.manifest
    }
    throw new Error('It did not say what it is.')
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    const message = `The remote backend could not be asked what it is. ${detail}`
    throw new AppError('invalid_request', message, { cause: error })
  }
}
