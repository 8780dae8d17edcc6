import { createHash } from 'node:crypto'
import { api, type Id } from '@hilo/protocol'
import { describe, expect, test } from 'vitest'
import { type Desk, openDesk } from '../../testing/desk.ts'
import { aContact, anInbox, anOrg } from '../../testing/factories.ts'
import type { Caller } from '../../testing/server.ts'
import { startWithSimulators } from '../../testing/simulators.ts'
import { uploadOf } from '../../testing/whatsapp.ts'

const { simulators, server, admin } = await startWithSimulators()

/** A busy machine takes its time to start a process. */
const patient = { timeout: 20_000 }

type Code = { body: string; more?: string }

/** An org with an owner, and how they deploy a backend of this name. */
async function anOwner(name: string, orgId?: Id) {
  const org = orgId ?? (await anOrg(server.db))
  const owner = await server.signIn(org, { role: 'owner' })
  const params = { name }
  return {
    ...{ orgId: org, owner, params },
    deploy: async (code: Code) =>
      owner.call(api.deployVersion, { params, body: await uploadOf({ ...code, name }) }),
    promote: (versionId: Id, expect: Id | null, more: object = {}) =>
      owner.call(api.promoteVersion, { params, body: { versionId, expect, ...more } }),
    get: () => owner.call(api.getBackend, { params }),
  }
}

/** The whole error of a request that is refused. */
async function refused(caller: Caller, endpoint: string, body: unknown) {
  const [method = '', path = ''] = endpoint.split(' ')
  return (await caller.send(method, path, { body })).body as {
    code: string
    message: string
    issues?: unknown
  }
}

describe('a deployed bundle', { timeout: 90_000 }, () => {
  test('is described in isolation, is one version however often it is sent, and is used by nobody yet', async () => {
    const { owner, params, deploy, get, orgId } = await anOwner('booking')
    const more =
      "config: z.object({ tables: z.number().int() }), secrets: ['TOKEN'], egress: ['api.example.com'],"

    const first = await deploy({ body: "await chat.say('Hi')", more })
    const again = await deploy({ body: "await chat.say('Hi')", more })

    expect(first).toMatchObject({
      isNew: true,
      backend: { version: null, traffic: { activeVersionId: null } },
    })
    expect(first.version).toMatchObject({
      secrets: ['TOKEN'],
      egress: ['api.example.com'],
      hasSourceMap: true,
    })
    expect(first.version).toMatchObject({ deployedBy: { kind: 'member', name: 'Ada' }, isActive: false })
    expect(again).toMatchObject({ isNew: false, version: { id: first.version.id } })
    expect((await owner.call(api.listVersions, { params })).versions).toHaveLength(1)
    expect((await get()).name).toBe('booking')
    const { rows } = await admin.query('select org_id from backend_version where hash = $1', [
      first.version.hash,
    ])
    expect(rows).toEqual([{ org_id: orgId }])
  })

  test('is refused with a sentence when it is damaged, another backend, or no backend at all', async () => {
    const { owner, params } = await anOwner('booking')
    const upload = await uploadOf({ name: 'other', body: '' })
    const endpoint = 'POST /v1/backends/booking/versions'
    const hashOf = (bundle: string) => createHash('sha256').update(bundle).digest('hex')
    const send = (bundle: string, hash = hashOf(bundle)) =>
      refused(owner, endpoint, { ...upload, bundle, hash })

    expect(await send(upload.bundle, '0'.repeat(64))).toMatchObject({
      code: 'invalid_request',
      message: 'hash: it is not the SHA-256 of the bundle. Upload it again.',
    })
    expect((await send(upload.bundle)).message).toBe("This bundle is 'other', not 'booking'.")
    expect((await send('process.exit(3)')).message).toMatch(/^The backend could not be loaded\. ./)
    expect((await send('x'.repeat(6 * 1_048_576))).code).toBe('invalid_request')
    expect(await owner.refusal(api.getBackend, { params })).toBe('not_found')
  })

  test('of another org is not there, also under the same name', async () => {
    const mine = await anOwner('booking')
    const theirs = await anOwner('booking')
    const { version } = await theirs.deploy({ body: "await chat.say('Theirs')" })
    expect(await mine.owner.refusal(api.getBackend, { params: mine.params })).toBe('not_found')

    const own = await mine.deploy({ body: "await chat.say('Mine')" })

    const input = { params: mine.params, body: { versionId: version.id, expect: null } }
    expect(await mine.owner.refusal(api.promoteVersion, input)).toBe('not_found')
    const { versions } = await mine.owner.call(api.listVersions, { params: mine.params })
    expect(versions.map(({ id }) => id)).toEqual([own.version.id])
  })
})

describe('the active version', { timeout: 90_000 }, () => {
  test('goes back one version at a time, and whoever looked at another one is told so', async () => {
    const { owner, params, deploy, promote, get } = await anOwner('booking')
    const ids: Id[] = []
    for (const text of ['A', 'B', 'C']) {
      const { version } = await deploy({ body: `await chat.say('${text}')` })
      await promote(version.id, ids.at(-1) ?? null)
      ids.push(version.id)
    }
    const [a, b, c] = ids as [Id, Id, Id]
    const back = (expect: Id) => owner.call(api.rollBack, { params, body: { expect } })

    expect((await get()).traffic).toMatchObject({ activeVersionId: c, rollBackVersionId: b })
    expect(await owner.refusal(api.rollBack, { params, body: { expect: a } })).toBe('conflict')
    const stale = { params, body: { versionId: a, expect: b } }
    expect(await owner.refusal(api.promoteVersion, stale)).toBe('conflict')
    expect((await back(c)).traffic).toMatchObject({ activeVersionId: b, rollBackVersionId: a })
    expect((await back(b)).traffic).toMatchObject({ activeVersionId: a, rollBackVersionId: null })
    expect(await owner.refusal(api.rollBack, { params, body: { expect: a } })).toBe('conflict')
    expect((await promote(a, null)).traffic.activeVersionId).toBe(a)
    const { promotions } = await owner.call(api.listPromotions, { params })
    expect(promotions.map(({ versionId, rolledBackAt }) => [versionId, rolledBackAt !== null])).toEqual([
      [c, true],
      [b, true],
      [a, false],
    ])
    expect(promotions[0]).toMatchObject({ promotedBy: { name: 'Ada' }, rolledBackBy: { name: 'Ada' } })
  })

  test('of two who promote at once is what one of them chose, and the other is told', async () => {
    const { owner, params, deploy } = await anOwner('booking')
    const versions = [
      await deploy({ body: "await chat.say('A')" }),
      await deploy({ body: "await chat.say('B')" }),
    ]

    const answers = await Promise.all(
      versions.map(({ version }) =>
        owner.send('POST', `/v1/backends/${params.name}/promote`, {
          body: { versionId: version.id, expect: null },
        }),
      ),
    )

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
  })
})

describe('the config', { timeout: 90_000 }, () => {
  const more = 'config: z.object({ tables: z.number().int().min(1), url: z.url().optional() }),'

  test('has to fit the active version; each save is kept with its author, and can be saved again', async () => {
    const { owner, params, deploy, promote } = await anOwner('booking')
    const { version } = await deploy({ body: "await chat.say('Hi')", more })
    const unfit = { params, body: { versionId: version.id, expect: null } }
    expect(await owner.refusal(api.promoteVersion, unfit)).toBe('conflict')
    await promote(version.id, null, { config: { tables: 4 } })
    const put = (config: unknown, expect: number) =>
      owner.call(api.putConfig, { params, body: { config, expect } })

    const before = await owner.call(api.getConfig, { params })
    expect(before).toMatchObject({ config: { tables: 4 }, schema: { required: ['tables'] } })
    const wrong = { config: { tables: 0, url: 'no' }, expect: before.version }
    expect(await refused(owner, 'PUT /v1/backends/booking/config', wrong)).toMatchObject({
      code: 'invalid_request',
      issues: [
        {
          path: ['tables'],
          message: expect.stringMatching(/^Too small/),
          messageEs: expect.stringMatching(/^Demasiado pequeño/),
        },
        {
          path: ['url'],
          message: expect.stringMatching(/URL/),
          messageEs: expect.stringMatching(/^Inválid/),
        },
      ],
    })
    const second = await put({ tables: 5 }, before.version)
    expect(second).toMatchObject({ version: before.version + 1, savedBy: { name: 'Ada' } })
    expect(await put({ tables: 5 }, second.version)).toEqual(second)
    const late = { params, body: { config: { tables: 9 }, expect: before.version } }
    expect(await owner.refusal(api.putConfig, late)).toBe('conflict')
    await put({ tables: 4 }, second.version)
    const { versions } = await owner.call(api.listConfigVersions, { params })
    expect(versions.map(({ config }) => config)).toEqual([{ tables: 4 }, { tables: 5 }, { tables: 4 }, {}])
  })

  test('is not held up by a pattern that takes for ever', async () => {
    const { owner, params, deploy, promote } = await anOwner('booking')
    const endless = 'config: z.object({ a: z.string().regex(/^(a+)+$/).optional() }),'
    const { version } = await deploy({ body: '', more: endless })
    await promote(version.id, null)

    const body = { config: { a: `${'a'.repeat(60)}!` }, expect: 1 }
    const begun = performance.now()

    expect(await owner.refusal(api.putConfig, { params, body })).toBe('invalid_request')
    expect(performance.now() - begun).toBeLessThan(10_000)
  })
})

describe('a secret', { timeout: 90_000 }, () => {
  test('reaches the code that declares it, and nothing else: no answer, no row, no other backend', async () => {
    // Backwards, since the secret itself would be taken out of what is said.
    const code = "await chat.say('token ' + [...chat.secret('TOKEN')].reverse().join(''))"
    const desk = await openDesk(server, { simulators, code, more: "secrets: ['TOKEN']," })
    const { owner } = await anOwner('', desk.number.orgId)
    const [backend] = (await owner.call(api.listBackends)).backends
    expect(backend?.missingSecrets).toEqual(['TOKEN'])
    const at = { name: backend?.name, secret: 'TOKEN' }

    await owner.call(api.putSecret, { params: at, body: { value: 'the-old-value' } })
    const put = await owner.call(api.putSecret, { params: at, body: { value: 'canary-1' } })
    await owner.call(api.putSecret, { params: { ...at, secret: 'OTHER' }, body: { value: 'canary-2' } })
    await desk.say('Hi')

    await expect.poll(desk.phone, patient).toEqual(['token 1-yranac'])
    const { secrets } = await owner.call(api.listSecrets, { params: at })
    expect(secrets.map(({ name, isDeclared, isSet }) => [name, isDeclared, isSet])).toEqual([
      ['OTHER', false, true],
      ['TOKEN', true, true],
    ])
    const { rows } = await admin.query('select s::text, encode(sealed, $1) as raw from backend_secret s', [
      'escape',
    ])
    const told = JSON.stringify([put, secrets, rows, await owner.call(api.listBackends), server.log])
    expect(told).not.toMatch(/canary-|-yranac|the-old-value/)
    const removed = await owner.call(api.removeSecret, { params: at })
    expect(removed.secrets).toContainEqual(expect.objectContaining({ name: 'TOKEN', isSet: false }))
  })

  test('of a backend of another org cannot be set or seen', async () => {
    const theirs = await anOwner('theirs')
    await theirs.deploy({ body: '', more: "secrets: ['TOKEN']," })
    const { owner } = await anOwner('theirs')
    const params = { name: 'theirs', secret: 'TOKEN' }

    expect(await owner.refusal(api.putSecret, { params, body: { value: 'x' } })).toBe('not_found')
    expect(await owner.refusal(api.listSecrets, { params })).toBe('not_found')
  })
})

describe('a draft', { timeout: 90_000 }, () => {
  test('is for contacts of the org alone', async () => {
    const { owner, params, deploy, promote, orgId } = await anOwner('booking')
    const [a, b] = [
      await deploy({ body: "await chat.say('A')" }),
      await deploy({ body: "await chat.say('B')" }),
    ]
    await promote(a.version.id, null)
    const contactId = await aContact(server.db, await anInbox(server.db, orgId))
    const other = await anOrg(server.db)
    const strange = await aContact(server.db, await anInbox(server.db, other))
    const draftFor = (...contactIds: Id[]) => ({
      params,
      body: { draft: { versionId: b.version.id, contactIds } },
    })

    expect(await owner.refusal(api.setDraft, draftFor(contactId, strange))).toBe('not_found')
    const { traffic } = await owner.call(api.setDraft, draftFor(contactId))

    expect(traffic.draft).toEqual({ versionId: b.version.id, contactIds: [contactId] })
    expect(traffic).toMatchObject({ draftBy: { kind: 'member', name: 'Ada' }, splitAt: null, splitBy: null })
    expect(Date.now() - Date.parse(traffic.draftAt ?? '')).toBeLessThan(60_000)
    expect((await promote(b.version.id, a.version.id)).traffic.draft).toBeNull()
  })
})

// Each of these starts a process a version: on a busy machine that takes its time.
describe('migrating runs that wait', { timeout: 90_000 }, () => {
  const body = (name: string, more = '') => `
    const name = await chat.ask('${name}')
    await chat.step('count', () => ({ at: name.length }))
    const table = await chat.ask('Inside or outside?')
    ${more}
    await chat.say(name + ' ' + table)`
  const old = body('Your name?')

  /** A contact who was asked for the table, and the backend that asked. */
  async function aWaiting(): Promise<
    { desk: Desk; from: Id; name: string } & Awaited<ReturnType<typeof anOwner>>
  > {
    const desk = await openDesk(server, { simulators, code: old })
    await desk.say('Hi')
    await expect.poll(desk.phone, patient).toHaveLength(1)
    await desk.say('Lin')
    await expect.poll(desk.phone, patient).toHaveLength(2)
    await expect.poll(desk.conversation, patient).toMatchObject({ holder: 'backend' })
    const { owner } = await anOwner('', desk.number.orgId)
    const [backend] = (await owner.call(api.listBackends)).backends
    const name = backend?.name as string
    return {
      desk,
      name,
      from: backend?.traffic.activeVersionId as Id,
      ...(await anOwner(name, desk.number.orgId)),
    }
  }

  const move = (at: Awaited<ReturnType<typeof aWaiting>>, toVersionId: Id, more = {}) =>
    at.owner.call(api.migrateRuns, {
      params: at.params,
      body: { fromVersionId: at.from, toVersionId, ...more },
    })

  const versionsOf = async ({ owner, params }: { owner: Caller; params: object }) =>
    (await owner.call(api.listVersions, { params: { ...params } })).versions.map(({ runs }) => runs.waiting)

  test('moves one whose journal fits, which then goes on with the new code', async () => {
    const at = await aWaiting()
    const { version } = await at.deploy({ body: body('What is your name?', "await chat.say('New:')") })

    const dry = await move(at, version.id, { dryRun: true })
    expect(await versionsOf(at)).toEqual([0, 1])
    const { results, next } = await move(at, version.id)

    expect([dry.results, next]).toEqual([results, null])
    expect(results).toMatchObject([{ outcome: 'migrated', reason: null }])
    expect(await versionsOf(at)).toEqual([1, 0])
    await at.desk.say('Outside')
    await expect
      .poll(at.desk.phone, patient)
      .toEqual(['Your name?', 'Inside or outside?', 'New:', 'Lin Outside'])
  })

  test('refuses one that would do something else, says where, and leaves it as it was', async () => {
    const at = await aWaiting()
    const replaced = old.replace("'count'", "'weigh'")
    const shorter = old.replace(/const table.*\n/, "const table = ''\n")
    const reasons: (string | null)[] = []
    for (const code of [replaced, shorter]) {
      const { version } = await at.deploy({ body: code })
      const { results } = await move(at, version.id)
      expect(results).toMatchObject([{ outcome: 'refused' }])
      reasons.push(results[0]?.reason ?? null)
    }

    expect(reasons[0]).toMatch(/step 'count' at 0002.*step 'weigh' at 0002/)
    expect(reasons[1]).toMatch(/at 0003/)
    await at.desk.say('Outside')
    await expect.poll(at.desk.phone, patient).toEqual(['Your name?', 'Inside or outside?', 'Lin Outside'])
  })

  test('moves one that waits to repeat a step to code that mends it, not to code that does another', async () => {
    const step = (name: string, act: string) =>
      `await chat.step('${name}', () => { ${act} }, { retry: { attempts: 3, backoff: '1 hour' } })`
    const code = step('book', "throw new Error('broken')")
    const desk = await openDesk(server, { simulators, code })
    await desk.say('Hi')
    const { owner } = await anOwner('', desk.number.orgId)
    const waiting = async () => (await owner.call(api.listBackends)).backends[0]?.runs.waiting
    await expect.poll(waiting, patient).toBe(1)
    const [backend] = (await owner.call(api.listBackends)).backends
    const at = await anOwner(backend?.name as string, desk.number.orgId)
    const moveTo = async (body: string) => {
      const { version } = await at.deploy({ body })
      const from = backend?.traffic.activeVersionId as Id
      return (await move({ ...at, desk, from, name: '' }, version.id)).results
    }

    const [other] = await moveTo(step('pay', 'return 1'))
    const [mended] = await moveTo(step('book', 'return 1'))

    expect(other).toMatchObject({ outcome: 'refused', reason: expect.stringContaining("step 'pay' at 0001") })
    expect(mended).toMatchObject({ outcome: 'migrated' })
  })

  test('knows only versions of its own org', async () => {
    const at = await aWaiting()
    const theirs = await anOwner(at.name)
    const { version } = await theirs.deploy({ body: old })
    const input = { params: at.params, body: { fromVersionId: at.from, toVersionId: version.id } }

    expect(await at.owner.refusal(api.migrateRuns, input)).toBe('not_found')
  })
})
