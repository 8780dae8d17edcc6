import { api } from '@hilo/protocol'
import { eraseContact } from '../../domain/contact/erase.ts'
import { exportContact } from '../../domain/contact/export.ts'
import { type Route, route } from '../route.ts'

export const contactRoutes: Route[] = [
  route(api.exportContact, ({ params }, { db, orgId }) =>
    db.withOrg(orgId, (tx) => exportContact(tx, params.contactId)),
  ),

  route(api.eraseContact, async ({ params }, { db, orgId }) => {
    const { conversationIds } = await db.withOrg(orgId, (tx) => eraseContact(tx, params.contactId))
    return { conversations: conversationIds.length }
  }),
]
