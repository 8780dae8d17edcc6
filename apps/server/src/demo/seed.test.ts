import { api } from '@hilo/protocol'
import { expect, test } from 'vitest'
import { testDatabase } from '../testing/database.ts'
import { startServer } from '../testing/server.ts'
import type { DemoBundle } from './bundle.ts'
import { seedDemo } from './seed.ts'

const database = await testDatabase()
const server = await startServer(database)
const SITE = 'http://127.0.0.1:3001'
const CALENDAR = 'http://127.0.0.1:3001/calendar'

/** Nobody runs it here: what counts is which one is active. */
function exampleOf(text: string): DemoBundle {
  const manifest = { name: 'table-booking', config: {}, secrets: [], egress: [] }
  return { hash: text, manifest, bundle: Buffer.from(text), sourceMap: '{}' }
}

test('a start leaves the demo org as its members have made it', async () => {
  const input = { bundle: exampleOf('first'), calendarUrl: CALENDAR, siteOrigin: SITE }
  const { orgId, inboxId } = await seedDemo(server, input)
  const owner = await server.signIn(orgId, { role: 'owner' })
  const name = { params: { name: 'table-booking' } }
  const backend = () => owner.call(api.getBackend, name)
  await owner.call(api.changeInbox, {
    params: { inboxId },
    body: { name: 'Front desk', backendId: null, allowedOrigins: null },
  })
  const config = { maxGuests: 6, calendarUrl: CALENDAR }
  await owner.call(api.putConfig, { ...name, body: { config, expect: (await backend()).configVersion } })

  const moved = 'http://127.0.0.1:4001'
  await seedDemo(server, { ...input, calendarUrl: `${moved}/calendar`, siteOrigin: moved })
  const { inboxes } = await owner.call(api.listInboxes, {})
  expect(inboxes.find(({ id }) => id === inboxId)).toMatchObject({ name: 'Front desk', backend: null })
  // What follows the port has to.
  expect((await backend()).config).toEqual({ maxGuests: 6, calendarUrl: `${moved}/calendar` })
  const web = inboxes.find(({ channel }) => channel === 'web')?.id ?? ''
  const { widget } = await owner.call(api.getInbox, { params: { inboxId: web } })
  expect(widget?.allowedOrigins).toEqual([SITE, moved])
})

test.each([
  ['es', '¿Abren los lunes?', 'también los lunes'],
  ['en', 'Can I cancel my booking?', 'up to 2 hours before'],
])('in %s a newcomer asks %j and is answered from an article, which stays deleted', async (...asked) => {
  const [language, question, said] = asked
  const input = { bundle: exampleOf('first'), calendarUrl: CALENDAR, siteOrigin: SITE }
  const { orgId } = await seedDemo(server, input)
  const owner = await server.signIn(orgId, { role: 'owner' })
  const body = { question, language, internal: false }
  const { isEnough, quote, candidates } = await owner.call(api.testQuestion, { body })

  expect([isEnough, quote?.text]).toEqual([true, expect.stringContaining(said)])
  await owner.call(api.deleteArticle, { params: { articleId: candidates[0]?.articleId } })
  await seedDemo(server, input)
  const { candidates: left } = await owner.call(api.testQuestion, { body })
  expect(left.map(({ articleId }) => articleId)).not.toContain(candidates[0]?.articleId)
})

test('a newer example takes the place of an older one, and of none that a member deployed', async () => {
  const start = (text: string) =>
    seedDemo(server, { bundle: exampleOf(text), calendarUrl: CALENDAR, siteOrigin: SITE })
  const { orgId } = await start('first')
  const owner = await server.signIn(orgId, { role: 'owner' })
  const params = { name: 'table-booking' }
  const active = async () => {
    const { versions } = await owner.call(api.listVersions, { params })
    return versions.find(({ isActive }) => isActive)?.hash
  }

  await start('second')
  expect(await active()).toBe('second')
  await start('first')
  expect(await active()).toBe('second')

  const admin = await database.connect()
  await admin.query("update backend_version set member_id = $1 where hash = 'second'", [owner.memberId])
  await start('third')
  expect(await active()).toBe('second')
})
