import { createHash } from 'node:crypto'
import { api, type DashboardFrame } from '@hilo/protocol'
import { expect, test } from 'vitest'
import { openDesk } from '../testing/desk.ts'
import { startWithSimulators } from '../testing/simulators.ts'
import { openSocket } from '../testing/socket.ts'
import { uploadOf } from '../testing/whatsapp.ts'

const { simulators, server, admin } = await startWithSimulators()

const name = 'booking'
const params = { name }
const more = 'config: z.object({ n: z.number().default(1) }),'
const code = (word: string) => `await chat.say('${word} ' + chat.config.n + ': ' + (await chat.ask()))`

// Each message comes well within the two seconds for which an inbox is remembered.
test('what is changed counts for the next message, and is told to open dashboards', {
  timeout: 90_000,
}, async () => {
  const desk = await openDesk(server, { simulators, name, more, code: code('one') })
  const { orgId, inboxId } = desk.number
  const owner = await server.signIn(orgId, { role: 'owner' })
  const dashboard = await openSocket<DashboardFrame>(`${server.url}/v1/realtime`, {
    cookie: owner.cookie,
    origin: server.url,
  })
  await dashboard.hear(({ type }) => type === 'hello')
  const told = () => dashboard.frames.filter(({ type }) => type === 'backends').length
  const answerTo = async (text: string) => {
    await desk.say(text)
    await expect.poll(async () => (await desk.phone()).at(-1), { timeout: 20_000 }).toContain(text)
    return (await desk.phone()).at(-1)
  }

  expect(await answerTo('first')).toBe('one 1: first')
  const backend = await owner.call(api.getBackend, { params })
  const one = backend.traffic.activeVersionId
  const { id: two } = (
    await owner.call(api.deployVersion, { params, body: await uploadOf({ name, more, body: code('two') }) })
  ).version
  await owner.call(api.promoteVersion, { params, body: { versionId: two, expect: one } })
  expect(await answerTo('promoted')).toBe('two 1: promoted')

  await owner.call(api.rollBack, { params, body: { expect: two } })
  expect(await answerTo('rolled back')).toBe('one 1: rolled back')

  const contactId = (await desk.conversation()).contact.id
  await owner.call(api.setSplit, { params, body: { split: { versionId: two, percent: 99 }, expect: one } })
  expect(await answerTo('split')).toBe(`${placeOf(contactId, backend.id) < 99 ? 'two' : 'one'} 1: split`)
  await owner.call(api.setSplit, { params, body: { split: null, expect: one } })
  expect(await answerTo('whole')).toBe('one 1: whole')

  await owner.call(api.setDraft, { params, body: { draft: { versionId: two, contactIds: [contactId] } } })
  expect(await answerTo('draft')).toBe('two 1: draft')

  await owner.call(api.putConfig, { params, body: { config: { n: 5 }, expect: 1 } })
  expect(await answerTo('configured')).toBe('two 5: configured')

  // What is remembered of the version is dropped first, so that the next message finds it paused.
  await owner.call(api.startVersion, { params: { name, versionId: two } })
  await admin.query("update backend_version set paused_at = now(), pause_reason = 'x' where id = $1", [two])
  await desk.say('to people')
  await expect.poll(async () => (await desk.conversation()).holder).toBe('human')
  await desk.agent.call(api.closeConversation, { params: { conversationId: await desk.conversationId() } })
  await owner.call(api.startVersion, { params: { name, versionId: two } })
  expect(await answerTo('started')).toBe('two 5: started')

  await owner.call(api.setBursts, { params: { inboxId }, body: { bursts: true } })
  await desk.say('I come,')
  expect(await answerTo('later.')).toBe('two 5: I come,\nlater.')
  await expect.poll(told).toBe(10)
})

/** In which of the hundred parts of a split a contact is. */
function placeOf(contactId: string, backendId: string): number {
  const digest = createHash('md5').update(`${backendId}${contactId}`).digest('hex')
  return Number.parseInt(digest.slice(0, 8), 16) % 100
}
