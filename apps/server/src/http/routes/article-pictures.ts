import { api } from '@hilo/protocol'
import { keepPicture } from '../../domain/article-picture/keep.ts'
import { memberPictureLink } from '../../domain/article-picture/link.ts'
import { type Route, route } from '../route.ts'

export const articlePictureRoutes: Route[] = [
  route(api.addArticlePicture, ({ file }, { db, blobs, orgId, actor }) =>
    keepPicture({ db, blobs }, { orgId, actor }, file),
  ),

  route(api.getArticlePicture, ({ params }, { db, keys, orgId }) =>
    memberPictureLink({ db, keys }, orgId, params.pictureId),
  ),
]
