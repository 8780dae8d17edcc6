import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { api } from '@hilo/protocol'
import { startSimulators } from '@hilo/simulators'
import { afterAll, expect, test } from 'vitest'
import { testDatabase } from '../../testing/database.ts'
import { openDesk } from '../../testing/desk.ts'
import { startServer } from '../../testing/server.ts'

const EXAMPLE = resolve(import.meta.dirname, '../../../../../examples/remote-python/server.py')
const SECRET = randomBytes(24).toString('hex')
const patient = { timeout: 30_000 }

const python: ChildProcess = spawn('python3', [EXAMPLE, '0'], {
  env: { ...process.env, HILO_REMOTE_SECRET: SECRET },
  stdio: ['ignore', 'pipe', 'ignore'],
})
afterAll(() => void python.kill())
python.on('error', () => console.warn('Not tested here: the remote example, for there is no python3.'))
const line = python.stdout ? await Promise.race([once(python.stdout, 'data'), once(python, 'error')]) : []
const url = String(line[0]).trim()
const isThere = URL.canParse(url)

const simulators = await startSimulators()
afterAll(() => simulators.close())
const egressLoopback = [new URL(simulators.url).host, ...(isThere ? [new URL(url).host] : [])]
const database = await testDatabase()
const admin = await database.connect()
const server = await startServer(database, {
  config: { graphUrl: simulators.graphUrl, egressLoopback },
})

test.runIf(isThere)(
  'code elsewhere reads the photo of an answer, and its file reaches the phone',
  {
    timeout: 90_000,
  },
  async () => {
    const desk = await openDesk(server, { simulators, code: "await chat.ask('Not this one')" })
    const { orgId, inboxId, account: phoneNumberId } = desk.number
    const owner = await server.signIn(orgId, { role: 'owner' })
    const deployed = await owner.call(api.deployRemoteVersion, {
      body: { url, secret: SECRET, name: null, note: null },
    })
    const params = { name: deployed.backend.name }
    await owner.call(api.promoteVersion, { params, body: { versionId: deployed.version.id, expect: null } })
    const attached = [orgId, inboxId, deployed.backend.id]
    await admin.query('update inbox set backend_id = $3 where org_id = $1 and id = $2', attached)
    const at = { personId: desk.personId, phoneNumberId }
    const shown = async () =>
      (await simulators.whatsapp.messages(at))
        .filter(({ direction }) => direction === 'out')
        .map(({ type, body }) => ({ type, body }))
    await desk.say('Hi')
    await expect.poll(shown, patient).toHaveLength(1)
    await simulators.whatsapp.sendPhoto({ ...at, caption: '4' })

    await expect
      .poll(shown, patient)
      .toMatchObject([
        { body: { body: 'How many guests?' } },
        { body: { body: 'Booked for 4.' } },
        { type: 'document', body: { filename: 'voucher.txt' } },
      ])
    const conversation = { conversationId: await desk.conversationId() }
    const [run] = (await desk.agent.call(api.listRuns, { params: conversation })).runs
    const { entries } = await desk.agent.call(api.getJournal, { params: { runId: run?.id } })
    const step = entries.find(({ kind }) => kind === 'step')
    expect(step?.value).toMatchObject({ ok: { guests: 4, photo: expect.stringMatching(/^[0-9a-f]{64}$/) } })
  },
)
