import { api } from '@hilo/protocol'
import { getBackend, listBackends } from '../../domain/backend/backend.ts'
import { listConfigVersions, putConfig, readConfig } from '../../domain/backend/config.ts'
import { deployVersion } from '../../domain/backend/deploy.ts'
import { startVersion } from '../../domain/backend/pause.ts'
import { listPromotions, promoteVersion, rollBack } from '../../domain/backend/promote.ts'
import { deployRemote } from '../../domain/backend/remote.ts'
import { setDraft, setSplit } from '../../domain/backend/traffic.ts'
import { listVersions } from '../../domain/backend/versions.ts'
import { putSecret } from '../../domain/secret/put.ts'
import { removeSecret } from '../../domain/secret/remove.ts'
import { listSecrets } from '../../domain/secret/secret.ts'
import { type Route, route } from '../route.ts'

export const backendRoutes: Route[] = [
  route(api.listBackends, (_, { db, orgId, work }) =>
    db.withOrg(orgId, async (tx) => ({ backends: await listBackends(tx), isolation: work.isolation })),
  ),

  route(api.getBackend, ({ params }, { db, orgId }) =>
    db.withOrg(orgId, (tx) => getBackend(tx, params.name)),
  ),

  route(api.listVersions, ({ params, query: { cursor = null, limit } }, { db, orgId }) =>
    db.withOrg(orgId, (tx) => listVersions(tx, params.name, { cursor, limit })),
  ),

  route(api.deployVersion, ({ params, body }, { db, orgId, actor, work }) =>
    deployVersion({ db, describe: work.describe }, orgId, { upload: { ...body, name: params.name }, actor }),
  ),

  route(api.deployRemoteVersion, ({ body }, { db, keys, orgId, actor, work }) =>
    deployRemote({ db, keys, describeRemote: work.describeRemote }, orgId, { ...body, actor }),
  ),

  route(api.promoteVersion, ({ params, body }, { db, orgId, actor }) =>
    db.withOrg(orgId, (tx) => promoteVersion(tx, params.name, { ...body, actor })),
  ),

  route(api.rollBack, ({ params, body }, { db, orgId, actor }) =>
    db.withOrg(orgId, (tx) => rollBack(tx, params.name, { ...body, actor })),
  ),

  route(api.startVersion, ({ params }, { db, orgId }) =>
    db.withOrg(orgId, (tx) => startVersion(tx, params.name, params.versionId)),
  ),

  route(api.listPromotions, ({ params }, { db, orgId }) =>
    db.withOrg(orgId, async (tx) => ({ promotions: await listPromotions(tx, params.name) })),
  ),

  route(api.setSplit, ({ params, body }, { db, orgId, actor }) =>
    db.withOrg(orgId, (tx) => setSplit(tx, params.name, { ...body, actor })),
  ),

  route(api.setDraft, ({ params, body }, { db, orgId, actor }) =>
    db.withOrg(orgId, (tx) => setDraft(tx, params.name, { ...body, actor })),
  ),

  route(api.migrateRuns, ({ params, body }, { orgId, work }) => {
    const { runIds = null, cursor = null, ...rest } = body
    return work.migrateRuns(orgId, params.name, { ...rest, runIds, cursor })
  }),

  route(api.getConfig, ({ params }, { db, orgId }) => db.withOrg(orgId, (tx) => readConfig(tx, params.name))),

  route(api.putConfig, ({ params, body: { config, expect } }, { db, orgId, actor }) =>
    db.withOrg(orgId, (tx) => putConfig(tx, params.name, { config, expect, actor })),
  ),

  route(api.listConfigVersions, ({ params }, { db, orgId }) =>
    db.withOrg(orgId, async (tx) => ({ versions: await listConfigVersions(tx, params.name) })),
  ),

  route(api.listSecrets, ({ params }, { db, orgId }) =>
    db.withOrg(orgId, async (tx) => ({ secrets: await listSecrets(tx, params.name) })),
  ),

  route(api.putSecret, ({ params, body }, { db, keys, orgId, actor }) =>
    db.withOrg(orgId, (tx) =>
      putSecret(tx, keys, { backend: params.name, name: params.secret, value: body.value, actor }),
    ),
  ),

  route(api.removeSecret, ({ params }, { db, orgId }) =>
    db.withOrg(orgId, async (tx) => ({
      secrets: await removeSecret(tx, { backend: params.name, name: params.secret }),
    })),
  ),
]
