import { api } from '@hilo/protocol'
import { keepUpload } from '../../domain/media/keep-upload.ts'
import { type Route, route } from '../route.ts'

export const fileRoutes: Route[] = [
  route(api.uploadFile, ({ params, query, file }, { db, blobs, orgId }) =>
    keepUpload({ db, blobs }, { orgId, ...params }, { ...query, ...file }),
  ),
]
