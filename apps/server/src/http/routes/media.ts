import { api } from '@hilo/protocol'
import { linkMedia } from '../../domain/media/link.ts'
import { type Route, route } from '../route.ts'

export const mediaRoutes: Route[] = [
  route(api.getMediaLink, ({ params }, { db, keys, orgId }) =>
    linkMedia({ db, keys }, orgId, params.mediaId),
  ),
]
