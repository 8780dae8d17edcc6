import { AppError, type ContentOf, type Id } from '@hilo/protocol'
import { decodeOrNull } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { kindOfType } from './file-type.ts'

const TAKE = statement(`
  update media set unsent_until = null
  where org_id = $1 and conversation_id = $2 and id = $3 and status = 'stored'
  returning mime_type as "mimeType", filename`)

/** Ogg with Opus in it, as its first bytes say: platforms play it as a voice note. */
const VOICE = 'audio/ogg'

type Attach = { conversationId: Id; mediaId: Id; caption: string }

/**
 * What a message says that carries this file; from now on it is kept as long as the conversation. In the
 * message's own transaction, so a file is never both sent and removed.
 *
 * @throws AppError `not_found` when it is not a stored file of this conversation.
 */
export async function attachMedia(
  tx: OrgTx,
  { conversationId, mediaId, caption }: Attach,
): Promise<ContentOf<'media'>> {
  const { rows } = await tx.query<{ mimeType: string; filename: Buffer | null }>(TAKE, [
    tx.orgId,
    conversationId,
    mediaId,
  ])
  const [row] = rows
  if (!row) {
    throw new AppError(
      'not_found',
      'This file is not in this conversation, or not any more. Attach it again.',
    )
  }
  const filename = decodeOrNull<string>(row.filename)
  return {
    ...{ type: 'media', kind: kindOfType(row.mimeType), mediaId, mimeType: row.mimeType },
    ...(filename === null ? {} : { filename }),
    ...(row.mimeType === VOICE ? { voice: true } : {}),
    ...(caption === '' ? {} : { caption }),
  }
}
