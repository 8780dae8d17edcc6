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
import { changeBackends } from '../change-backends.ts'
import { type Route, route } from '../route.ts'
import { tellActive, tellDeployed } from '../tell-log.ts'

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

  route(api.deployVersion, async ({ params, body }, context) => {
    const { db, bus, orgId, actor, work } = context
    const upload = { ...body, name: params.name }
    const deployed = await deployVersion({ db, describe: work.describe }, orgId, { upload, actor })
    bus.publish({ type: 'backends', orgId })
    if (deployed.isNew) tellDeployed(context, deployed.backend, deployed.version)
    return deployed
  }),

  route(api.deployRemoteVersion, async ({ body }, context) => {
    const { db, bus, keys, orgId, actor, work } = context
    const parts = { db, keys, describeRemote: work.describeRemote }
    const deployed = await deployRemote(parts, orgId, { ...body, actor })
    bus.publish({ type: 'backends', orgId, versionId: deployed.version.id })
    if (deployed.isNew) tellDeployed(context, deployed.backend, deployed.version)
    return deployed
  }),

  route(api.promoteVersion, async ({ params, body }, context) => {
    const promote = { ...body, actor: context.actor }
    const backend = await changeBackends(context, (tx) => promoteVersion(tx, params.name, promote))
    // Promoting the active version changes nothing but the config that came with it.
    if (body.expect !== body.versionId) tellActive(context, 'version.promoted', backend)
    return backend
  }),

  route(api.rollBack, async ({ params, body }, context) => {
    const back = { ...body, actor: context.actor }
    const backend = await changeBackends(context, (tx) => rollBack(tx, params.name, back))
    tellActive(context, 'version.rolled_back', backend)
    return backend
  }),

  route(api.startVersion, async ({ params: { name, versionId } }, { db, bus, orgId }) => {
    const started = await db.withOrg(orgId, (tx) => startVersion(tx, name, versionId))
    bus.publish({ type: 'backends', orgId, versionId })
    return started
  }),

  route(api.listPromotions, ({ params }, { db, orgId }) =>
    db.withOrg(orgId, async (tx) => ({ promotions: await listPromotions(tx, params.name) })),
  ),

  route(api.setSplit, ({ params, body }, context) =>
    changeBackends(context, (tx) => setSplit(tx, params.name, { ...body, actor: context.actor })),
  ),

  route(api.setDraft, ({ params, body }, context) =>
    changeBackends(context, (tx) => setDraft(tx, params.name, { ...body, actor: context.actor })),
  ),

  route(api.migrateRuns, ({ params, body }, { orgId, work }) => {
    const { runIds = null, cursor = null, ...rest } = body
    return work.migrateRuns(orgId, params.name, { ...rest, runIds, cursor })
  }),

  route(api.getConfig, ({ params }, { db, orgId }) => db.withOrg(orgId, (tx) => readConfig(tx, params.name))),

  route(api.putConfig, ({ params, body: { config, expect } }, context) =>
    changeBackends(context, (tx) => putConfig(tx, params.name, { config, expect, actor: context.actor })),
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
