import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Ground, openGround } from '../../apps/server/src/app.ts'
import { type Config, readConfig } from '../../apps/server/src/config.ts'
import { createRoles, type RoleUrls } from '../../apps/server/src/db/roles.ts'
import { testServer } from '../../apps/server/src/testing/postgres.ts'

const PASSWORDS = { migrator: 'test', app: 'test', ingress: 'test' }

/**
 * A migrated, empty database and what a node needs of it. A test names the roles of its own database; a
 * command starts a PostgreSQL that ends with it.
 */
export async function openProofGround(urls?: RoleUrls): Promise<Ground> {
  const folder = mkdtempSync(join(tmpdir(), 'hilo-proof-'))
  const server = urls ? null : await testServer()
  const roles = urls ?? (await createRoles(server?.adminUrl ?? '', 'hilo_proof', PASSWORDS))
  const ground = await openGround(configOf(folder, roles), () => {})
  return {
    ...ground,
    async close() {
      await ground.close()
      await server?.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** With pages of its own, so that no build is needed. */
function configOf(dataDir: string, urls: RoleUrls): Config {
  const [dashboardDir, widgetDir] = [join(dataDir, 'dashboard'), join(dataDir, 'widget')]
  for (const dir of [dashboardDir, widgetDir, join(widgetDir, 'frame')]) {
    mkdirSync(dir, { recursive: true })
    writeFileSync(join(dir, 'index.html'), '<!doctype html><title>Proof</title>')
  }
  writeFileSync(join(widgetDir, 'loader.js'), '')
  const config = readConfig({
    ...{ NODE_ENV: 'test', HILO_SIMULATORS: 'off', HILO_TRANSLATOR: 'off', LOG_LEVEL: 'silent' },
    HILO_DATA_DIR: dataDir,
    HILO_SECRET: 'the secret of a proof, which nothing else shares',
    // A proof says more in a minute than an org should.
    HILO_ORG_MESSAGES_PER_MINUTE: '1000000',
    DATABASE_URL: urls.app,
    DATABASE_INGRESS_URL: urls.ingress,
    DATABASE_MIGRATOR_URL: urls.migrator,
  })
  return { ...config, dashboardDir, widgetDir, port: 0 }
}
