import { api, type Id } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { addSource } from '../../domain/source/add.ts'
import { changeSource, checkFits } from '../../domain/source/change.ts'
import { deleteSource } from '../../domain/source/delete.ts'
import { cancelImport, startImport } from '../../domain/source/import.ts'
import { listImports } from '../../domain/source/import-row.ts'
import { addFile, replaceFile } from '../../domain/source/keep-file.ts'
import { listPages } from '../../domain/source/pages.ts'
import { getSource, listSources, lockSource } from '../../domain/source/source.ts'
import { beginPublication } from '../../domain/source-publication/begin.ts'
import { requireCancelled } from '../../domain/source-publication/end.ts'
import { listSourceGates } from '../../domain/source-publication/gates.ts'
import { type Route, type RouteContext, route } from '../route.ts'

export const sourceRoutes: Route[] = [
  route(api.listSources, (_, { db, orgId }) =>
    db.withOrg(orgId, async (tx) => ({ sources: await listSources(tx) })),
  ),

  route(api.addSource, ({ body: { clientId, url, ...settings } }, context) =>
    change(context, (tx) => {
      const origin = settings.site ? 'site' : 'page'
      checkFits(origin, settings)
      const stored = { ...settings, url: new URL(url).href, filename: null }
      return addSource(tx, { origin, clientId, fileId: null, settings: stored })
    }),
  ),

  route(api.addFileSource, async ({ query, file }, { db, blobs, bus, orgId }) => {
    const { clientId, filename, audience, publishing, language = null } = query
    const settings = { audience, language, publishing, schedule: 'none' as const, site: null }
    const source = await addFile({ db, blobs }, orgId, { clientId, filename, ...file, settings })
    bus.publish({ type: 'sources', orgId })
    return source
  }),

  route(api.replaceSourceFile, async ({ params, query, file }, { db, blobs, bus, orgId }) => {
    const source = await replaceFile({ db, blobs }, orgId, { ...params, ...query, ...file })
    bus.publish({ type: 'sources', orgId })
    return source
  }),

  route(api.getSource, ({ params }, { db, orgId }) =>
    db.withOrg(orgId, (tx) => getSource(tx, params.sourceId)),
  ),

  route(api.changeSource, ({ params, body }, context) =>
    change(context, (tx) => changeSource(tx, params.sourceId, body)),
  ),

  route(api.deleteSource, ({ params }, context) =>
    change(context, async (tx) => {
      await deleteSource(tx, params.sourceId)
      return { isDeleted: true as const }
    }),
  ),

  route(api.startImport, ({ params }, context) =>
    steer(context, params.sourceId, async (tx, { id }) => startImport(tx, id)),
  ),

  route(api.cancelImport, ({ params }, context) => steer(context, params.sourceId, cancelImport)),

  route(api.listSourceGates, ({ params }, { db, orgId }) =>
    db.withOrg(orgId, (tx) => listSourceGates(tx, params.sourceId)),
  ),

  route(api.publishSource, ({ params: { sourceId }, body }, context) =>
    change(context, async (tx) => {
      await beginPublication(tx, context.actor, { sourceId, ...body })
      return getSource(tx, sourceId)
    }),
  ),

  route(api.cancelPublication, ({ params: { sourceId } }, context) =>
    steer(context, sourceId, (tx, { id }) => requireCancelled(tx, id)),
  ),

  route(api.listImports, ({ params }, { db, orgId }) =>
    db.withOrg(orgId, async (tx) => {
      await getSource(tx, params.sourceId)
      return { imports: await listImports(tx, params.sourceId) }
    }),
  ),

  route(api.listSourcePages, ({ params, query }, { db, orgId }) =>
    db.withOrg(orgId, async (tx) => {
      await getSource(tx, params.sourceId)
      return listPages(tx, params.sourceId, query)
    }),
  ),
]

async function change<T>({ db, bus, orgId }: RouteContext, work: (tx: OrgTx) => Promise<T>): Promise<T> {
  const changed = await db.withOrg(orgId, work)
  bus.publish({ type: 'sources', orgId })
  return changed
}

type Steered = Awaited<ReturnType<typeof lockSource>>

function steer(context: RouteContext, sourceId: Id, act: (tx: OrgTx, source: Steered) => Promise<void>) {
  return change(context, async (tx) => {
    await act(tx, await lockSource(tx, sourceId))
    return getSource(tx, sourceId)
  })
}
