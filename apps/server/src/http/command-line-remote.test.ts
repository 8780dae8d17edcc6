import { spawn } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { api, type BackendVersion, type Id, type Scope } from '@hilo/protocol'
import { startSimulators } from '@hilo/simulators'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '../testing/database.ts'
import { anOrg } from '../testing/factories.ts'
import { type Caller, startServer } from '../testing/server.ts'
import { connectNumber } from '../testing/whatsapp.ts'

// Code that lives elsewhere, taken in from the command line, and talked to.

const HILO = resolve(import.meta.dirname, '../../../../packages/sdk/bin/hilo.mjs')
const [OLD, NEW, WRONG] = ['o', 'n', 'w'].map((letter) => letter.repeat(40)) as [string, string, string]
const patient = { timeout: 60_000, interval: 100 }

/** What the remote knows, and how it stands. */
const elsewhere = { secrets: [OLD], isBroken: false, isDry: false, greets: true }
const remote = createServer(async (request, response) => {
  const body = await text(request)
  const signed = `${request.headers['hilo-timestamp']}.${request.headers['hilo-request']}.${body}`
  const signatures = String(request.headers['hilo-signature']).split(',')
  const known = elsewhere.secrets.find((secret) => signatures.includes(`v1=${hmac(secret, signed)}`))
  if (elsewhere.isBroken || !known) {
    response.writeHead(known ? 503 : 401).end()
    return
  }
  const json = JSON.stringify(answerTo(JSON.parse(body)))
  response.end(`v1=${hmac(known, `${request.headers['hilo-request']}.0.${json}`)} ${json}\n`)
})
await once(remote.listen(0, '127.0.0.1'), 'listening')
const host = `127.0.0.1:${(remote.address() as AddressInfo).port}`
const url = `http://${host}/hilo`
afterAll(() => remote.close())

function hmac(secret: string, signed: string): string {
  return createHmac('sha256', secret).update(signed).digest('hex')
}

/** One greeting, and the run is done. */
function answerTo({ type, inbox }: { type: string; inbox?: { seq: number }[] }) {
  const manifest = { name: 'remote-greeter', config: null, secrets: [], egress: [], dry: elsewhere.isDry }
  if (type === 'describe') return { type: 'ready', protocol: 1, name: manifest.name, manifest }
  const content = { type: 'text', text: 'Greetings from elsewhere' }
  const say = { position: '0001', kind: 'say', name: '', value: null, content }
  const end = { type: 'done', outcome: null }
  return { type: 'turn_end', entries: elsewhere.greets ? [say] : [], readSeq: inbox?.at(-1)?.seq ?? 1, end }
}

const simulators = await startSimulators()
afterAll(() => simulators.close())
const server = await startServer(await testDatabase(), {
  config: { graphUrl: simulators.graphUrl, egressLoopback: [new URL(simulators.url).host, host] },
})
let orgId: Id
let owner: Caller
let key: string

beforeAll(async () => {
  orgId = await anOrg(server.db)
  owner = await server.signIn(orgId, { role: 'owner' })
  key = await aKey(['backends:deploy'])
})

async function aKey(scopes: Scope[]): Promise<string> {
  return (await owner.call(api.createApiKey, { body: { name: 'Ops', scopes, expiresAt: null } })).key
}

async function hilo(args: string, { env = {}, input = '' }: { env?: object; input?: string } = {}) {
  const child = spawn(process.execPath, [HILO, ...args.split(' ')], {
    cwd: tmpdir(),
    env: {
      ...{ ...process.env, VITEST: undefined, HILO_SERVER: server.url, HILO_API_KEY: key, SECRET: OLD },
      ...env,
    },
  })
  child.stdin.end(input)
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)])
  if (child.exitCode === null) await once(child, 'exit')
  return { code: child.exitCode, stdout, stderr }
}

const deploy = `deploy --remote ${url} --secret-env SECRET`
const versions = async (): Promise<BackendVersion[]> => {
  const { stdout } = await hilo('versions --backend remote-greeter --json')
  return JSON.parse(stdout).versions
}

/** Somebody writes to the number; gives what their phone has got by then. */
async function aPhone(account: string) {
  const { id: personId } = await simulators.whatsapp.addPerson({ name: 'Lucía' })
  const at = { personId, phoneNumberId: account }
  await simulators.whatsapp.say({ ...at, text: 'Hi' })
  return async () =>
    (await simulators.whatsapp.messages(at)).filter(({ direction }) => direction === 'out').length
}

describe('code that lives elsewhere', { timeout: 120_000 }, () => {
  test('is not taken in without the right secret, scope, name or address', async () => {
    const said = (code: number, sentence: string) => ({ code, stderr: expect.stringContaining(sentence) })

    expect(await hilo(deploy, { env: { SECRET: '' } })).toMatchObject(
      said(1, 'SECRET of --secret-env is empty'),
    )
    expect(await hilo(deploy, { env: { SECRET: 'short' } })).toMatchObject(said(1, 'at least 32 characters'))
    expect(await hilo(deploy, { env: { SECRET: WRONG } })).toMatchObject(said(1, 'answered with status 401'))
    expect(await hilo(`${deploy} --name orders`)).toMatchObject(said(1, "'remote-greeter', not 'orders'"))
    expect(
      await hilo('deploy --remote https://127.0.0.1:9/ --secret-env SECRET', { env: { SECRET: NEW } }),
    ).toMatchObject(said(1, 'could not be asked what it is'))
    const env = { HILO_API_KEY: await aKey(['backends:read']) }
    expect(await hilo(deploy, { env })).toMatchObject(said(1, 'create one with the scope backends:deploy'))
    expect((await owner.call(api.listBackends)).backends).toEqual([])
  })

  test('is taken in, promoted and talked to; its failure is shown where it lives', async () => {
    const first = await hilo(`${deploy} --promote --note spring`)
    expect(first.stdout).toMatch(
      /^remote-greeter \w{8} is deployed\.\nOne secret counts for it\.\nNew runs use it\.$/m,
    )
    const [{ id: backendId } = { id: '' }] = (await owner.call(api.listBackends)).backends
    const { account } = await connectNumber(server, { orgId, backendId, simulators })
    await expect.poll(await aPhone(account), patient).toBe(1)
    expect(await versions()).toMatchObject([{ note: 'spring', remote: { url, lastFailure: null } }])

    elsewhere.isBroken = true
    const heard = await aPhone(account)
    const params = { name: 'remote-greeter' }
    await expect
      .poll(async () => (await owner.call(api.listVersions, { params })).versions[0]?.remote, patient)
      .toMatchObject({ url, lastFailure: { message: 'The remote backend answered with status 503.' } })
    elsewhere.isBroken = false
    await expect.poll(heard, patient).toBe(1)

    const listed = await hilo('versions --backend remote-greeter')
    expect(listed.stdout).toContain(`at ${url}, spring`)
    expect(JSON.stringify([first, listed, await versions()])).not.toContain(OLD)
  })

  test('is deployed behind recorded runs only where it keeps to dry turns, and they are the same', async () => {
    const gated = `${deploy} --last 10`
    const env = { HILO_API_KEY: await aKey(['backends:deploy', 'runs:read']) }
    const refused = await hilo(gated, { env })
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('its steps would be done') })
    elsewhere.isDry = true
    const same = await hilo(gated, { env })
    expect(same.stdout).toMatch(/runs: \d+ same, 0 reworded/)
    expect(same.code).toBe(0)

    elsewhere.greets = false
    const differs = await hilo(`${gated} --max-different 0`, { env })
    elsewhere.greets = true
    expect(differs).toMatchObject({ code: 1, stderr: expect.stringMatching(/Nothing was deployed: \d+ of/) })
    expect(differs.stdout + differs.stderr).not.toContain(OLD)
  })

  test('has its secret changed while both count, and then forgets the old one', async () => {
    elsewhere.secrets = [OLD, NEW]
    const both = await hilo(`deploy --remote ${url} --json`, { input: `${NEW}\n` })
    expect(JSON.parse(both.stdout)).toMatchObject({ isNew: false, isPromoted: false, secrets: 2 })
    elsewhere.secrets = [NEW]
    const [{ id: backendId } = { id: '' }] = (await owner.call(api.listBackends)).backends
    const { account } = await connectNumber(server, { orgId, backendId, simulators })
    await expect.poll(await aPhone(account), patient).toBe(1)

    const only = await hilo(`${deploy} --only-secret`, { env: { SECRET: NEW } })
    expect(only.stdout).toContain('had been deployed before.\nOne secret counts for it.\nNew runs use it.')
    expect(await versions()).toHaveLength(1)
  })
})
