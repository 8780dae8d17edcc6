import { createHash } from 'node:crypto'
import { AppError, newId } from '@hilo/protocol'
import { z } from 'zod'
import { json } from '../http/answer.ts'
import { bodyOf, idempotencyKeyOf, requireToken, serviceAnswer } from '../http/business-call.ts'
import { once } from '../http/once.ts'
import { type Answer, type Incoming, type Route, route } from '../http/route.ts'
import { type DocumentRecord, type Documents, type Picture, SIDES, type Side } from './documents.ts'

const NewRecord = z.object({ name: z.string().min(1).max(200), idNumber: z.string().min(1).max(50) })

type Work = (request: Incoming) => Answer | Promise<Answer>

/**
 * The store's own API, and what it holds for whoever looks. Putting a picture and deleting are the same
 * however often they are asked for; only opening a record needs a key.
 */
export function documentRoutes(documents: Documents): Route[] {
  const served = (method: string, path: string, work: Work) =>
    route(method, path, (request) =>
      serviceAnswer(documents, () => {
        requireToken(request, documents.settings.token)
        return work(request)
      }),
    )
  const changed = async (answer: Answer) => {
    await documents.state.flush()
    return answer
  }
  return [
    route('GET', '/documents', () => json(200, { documents: [...documents.records.values()] })),
    served('POST', '/documents', async (request) => {
      const asked = bodyOf(request, NewRecord)
      const call = { key: idempotencyKeyOf(request), request: asked }
      const { result, isRepeated } = await once(documents, call, () => open(documents, asked))
      return json(isRepeated ? 200 : 201, result)
    }),
    served('PUT', '/documents/:id/pictures/:side', (request) => {
      const picture = pictureOf(request)
      recordOf(documents, request).pictures[sideOf(request)] = picture
      return changed(json(200, picture))
    }),
    served('DELETE', '/documents/:id/pictures/:side', (request) => {
      delete recordOf(documents, request).pictures[sideOf(request)]
      return changed(json(200, {}))
    }),
    served('DELETE', '/documents/:id', (request) => {
      documents.records.delete(recordOf(documents, request).id)
      return changed(json(200, {}))
    }),
  ]
}

function open(documents: Documents, asked: z.output<typeof NewRecord>): DocumentRecord {
  const record: DocumentRecord = { id: newId(), ...asked, pictures: {} }
  documents.records.set(record.id, record)
  return record
}

function recordOf({ records }: Documents, { params }: Incoming): DocumentRecord {
  const record = records.get(params.id ?? '')
  if (!record) throw new AppError('not_found', 'There is no such record.')
  return record
}

function sideOf({ params }: Incoming): Side {
  const side = SIDES.find((each) => each === params.side)
  if (!side) throw new AppError('not_found', `A document has the sides ${SIDES.join(' and ')}.`)
  return side
}

function pictureOf({ headers, body }: Incoming): Picture {
  const mimeType = headers['content-type'] ?? ''
  if (!mimeType.startsWith('image/') || body.length === 0) {
    throw new AppError('invalid_request', 'Send the bytes of a picture, with its content type.')
  }
  return { mimeType, size: body.length, sha256: createHash('sha256').update(body).digest('hex') }
}
