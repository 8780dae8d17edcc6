import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { api } from '@hilo/protocol'
import { startSimulators } from '@hilo/simulators'
import { afterAll, expect, test } from 'vitest'
import { testDatabase } from '../../testing/database.ts'
import { type Desk, openDesk } from '../../testing/desk.ts'
import { startServer } from '../../testing/server.ts'

const simulators = await startSimulators()
afterAll(() => simulators.close())
await simulators.whatsapp.settings({ sentMs: 20, deliveredMs: 40, readMs: null })
const database = await testDatabase()
const server = await startServer(database, { config: { graphUrl: simulators.graphUrl } })
const admin = await database.connect()

async function shown({ personId, number }: Desk) {
  const messages = await simulators.whatsapp.messages({ personId, phoneNumberId: number.account })
  return messages.filter(({ direction }) => direction === 'out').map(({ type, body }) => ({ type, body }))
}

async function filesOf({ number }: Desk) {
  const { rows } = await admin.query(
    `select id, mime_type as "mimeType", size::int, unsent_until as "unsentUntil" from media where org_id = $1`,
    [number.orgId],
  )
  return rows as { id: string; mimeType: string; size: number; unsentUntil: Date | null }[]
}

const runOf = async (desk: Desk) => {
  const { runs } = await desk.agent.call(api.listRuns, {
    params: { conversationId: await desk.conversationId() },
  })
  return runs[0]
}

test('a PDF that code made reaches the phone, and is stored once', { timeout: 60_000 }, async () => {
  const desk = await openDesk(server, {
    simulators,
    code: `
      const bytes = new TextEncoder().encode('%PDF-1.7 ' + 'x'.repeat(3_000_000))
      await chat.say({ media: { bytes, mimeType: 'application/pdf', filename: 'bill.pdf', caption: 'Your bill' } })
      await chat.ask('All right?')
      await chat.ask('Really?')`,
  })
  await desk.say('Hello')
  await expect.poll(async () => (await shown(desk)).length, { timeout: 20_000 }).toBe(2)
  await desk.say('yes')

  await expect
    .poll(() => shown(desk), { timeout: 20_000 })
    .toMatchObject([
      { type: 'document', body: { caption: 'Your bill', filename: 'bill.pdf' } },
      { body: { body: 'All right?' } },
      { body: { body: 'Really?' } },
    ])
  const [file, ...others] = await filesOf(desk)
  expect(others).toEqual([])
  expect(file).toMatchObject({ mimeType: 'application/pdf', size: 3_000_009, unsentUntil: null })
  const path = join(server.config.dataDir, 'blobs', desk.number.orgId, file?.id ?? '')
  expect(readFileSync(path, 'latin1').slice(0, 8)).toBe('%PDF-1.7')
  const { rows } = await admin.query('select max(length(value)) as longest from journal where org_id = $1', [
    desk.number.orgId,
  ])
  expect(Number(rows[0].longest)).toBeLessThan(2_000)
})

test('bytes that are not what the code says are an error in words', async () => {
  const desk = await openDesk(server, {
    simulators,
    code: `
      const bytes = new TextEncoder().encode('<html>')
      try {
        await chat.say({ media: { bytes, mimeType: 'image/png' } })
      } catch (error) {
        await chat.say(error.message)
      }`,
  })
  await desk.say('Hello')

  await expect.poll(desk.phone).toEqual([expect.stringContaining('are text/plain and not image/png')])
  expect(await filesOf(desk)).toEqual([])
})

test('a file of nobody, or of another conversation, is not sent', { timeout: 60_000 }, async () => {
  const theirs = await openDesk(server, { simulators })
  await theirs.say('Hello')
  await expect.poll(theirs.conversationId).toBeTruthy()
  const conversationId = await theirs.conversationId()
  const answer = await fetch(`${server.url}/v1/conversations/${conversationId}/files?filename=a.pdf`, {
    method: 'POST',
    headers: { cookie: theirs.agent.cookie, origin: server.url },
    body: '%PDF-1.7',
  })
  const { mediaId } = (await answer.json()) as { mediaId: string }
  for (const id of [mediaId, 'no-id']) {
    const desk = await openDesk(server, {
      simulators,
      code: `await chat.say({ media: { id: '${id}', kind: 'document', mimeType: 'application/pdf' } })`,
    })
    await desk.say('Hello')

    await expect
      .poll(() => runOf(desk), { timeout: 20_000 })
      .toMatchObject({
        status: 'failed',
        failure: { message: expect.stringContaining('not of this conversation') },
      })
    const types = async () => (await shown(desk)).map(({ type }) => type)
    await expect.poll(types, { timeout: 8_000 }).toEqual(['text'])
  }
  expect(existsSync(join(server.config.dataDir, 'blobs', theirs.number.orgId, mediaId))).toBe(true)
  expect(await filesOf(theirs)).toMatchObject([{ unsentUntil: expect.any(Date) }])
})
