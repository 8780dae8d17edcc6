import { api } from '@hilo/protocol'
import { deleteExceptionalDay, putExceptionalDay } from '../../domain/exceptional-day/change.ts'
import { listExceptionalDays } from '../../domain/exceptional-day/read.ts'
import { type Route, route } from '../route.ts'

export const exceptionalDayRoutes: Route[] = [
  route(api.listExceptionalDays, (_, { db, orgId }) => db.withOrg(orgId, listExceptionalDays)),

  route(api.putExceptionalDay, ({ params, body }, { db, orgId }) =>
    db.withOrg(orgId, async (tx) => {
      await putExceptionalDay(tx, { ...params, ...body })
      return listExceptionalDays(tx)
    }),
  ),

  route(api.deleteExceptionalDay, ({ params }, { db, orgId }) =>
    db.withOrg(orgId, async (tx) => {
      await deleteExceptionalDay(tx, params.day)
      return listExceptionalDays(tx)
    }),
  ),
]
