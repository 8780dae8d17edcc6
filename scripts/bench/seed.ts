import { readFile } from 'node:fs/promises'
import type { Bundle } from '@hilo/runtime'
import type { Ground } from '../../apps/server/src/app.ts'
import { NOBODY } from '../../apps/server/src/domain/actor/actor.ts'
import { deployBackend } from '../../apps/server/src/domain/backend/deploy.ts'
import { bindAccount } from '../../apps/server/src/domain/directory/bind.ts'
import { connectInbox } from '../../apps/server/src/domain/inbox/connect.ts'
import { ensureOrg } from '../../apps/server/src/domain/org/create.ts'
import { putSecret } from '../../apps/server/src/domain/secret/put.ts'
import { putMetaApp } from '../../apps/server/src/domain/webhook/meta-app.ts'

type Bench = {
  /** Null: people hold the inboxes. */
  bundle: Bundle | null
  appSecret: string
  firstNumber: string
  orgs: number
  config?: Record<string, unknown>
  secrets?: Record<string, string>
}

/** One org a number, each with the same micro-backend. Safe to repeat on the same data. */
export async function seedBench(
  { db, keys }: Ground,
  { bundle, appSecret, firstNumber, orgs, config = {}, secrets = {} }: Bench,
): Promise<void> {
  await putMetaApp(db.global, keys, { id: 'bench', secret: appSecret, verifyToken: 'bench' })
  const code = bundle && { ...bundle, bundle: await readFile(bundle.bundlePath) }
  for (let index = 0; index < orgs; index++) {
    const account = String(BigInt(firstNumber) + BigInt(index))
    const orgId = await ensureOrg(db.global, {
      slug: `bench-${account}`,
      name: `Bench ${index + 1}`,
      timeZone: 'UTC',
      locale: 'en',
    })
    const inboxId = await db.withOrg(orgId, async (tx) => {
      const backendId = code && (await deployBackend(tx, { ...code, config })).backendId
      for (const [name, value] of Object.entries(secrets)) {
        if (code) await putSecret(tx, keys, { backend: code.manifest.name, name, value, actor: NOBODY })
      }
      // What is measured is this server, not what a platform grants a number.
      const limits = { throughput: 1_000, pairBurst: 1_000 }
      const settings = { accessToken: 'bench', appId: 'bench', ...limits }
      return connectInbox(tx, keys, { channel: 'whatsapp', name: 'Bench', account, settings, backendId })
    })
    await bindAccount(db.global, { appId: 'bench', account, channel: 'whatsapp', orgId, inboxId })
  }
}
