import { api } from '@hilo/protocol'
import { linkMedia } from '../../domain/media/link.ts'
import { askForWords } from '../../domain/media-words/ask.ts'
import { type Route, route } from '../route.ts'
import { spokenMessage } from '../spoken.ts'

export const mediaRoutes: Route[] = [
  route(api.getMediaLink, ({ params }, { db, keys, orgId }) =>
    linkMedia({ db, keys }, orgId, params.mediaId),
  ),

  route(api.putIntoWords, async ({ params }, { db, bus, orgId, memberId }) => {
    const message = await db.withOrg(orgId, (tx) => askForWords(tx, { ...params, memberId }))
    const { conversationId } = params
    bus.publish({ type: 'conversation', orgId, conversationId, version: message.version })
    return spokenMessage(message)
  }),
]
