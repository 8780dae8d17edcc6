import { api } from '@hilo/protocol'
import { afterAll, expect, test, vi } from 'vitest'
import { type Desk, openDesk } from '../../testing/desk.ts'
import { SECRET } from '../../testing/server.ts'
import { serverProcess } from '../../testing/server-process.ts'
import { startWithSimulators } from '../../testing/simulators.ts'

vi.setConfig({ testTimeout: 120_000 })
const { simulators, database, server, admin } = await startWithSimulators()
const patient = { timeout: 60_000, interval: 200 }

const SLOW = `
  const said = await chat.ask()
  await chat.step('look', () => new Promise((done) => setTimeout(() => done(1), 3_000)))
  await chat.say('Noted: ' + said)
  await chat.ask('More?')`
const ECHO = "await chat.say('Noted: ' + (await chat.ask())); await chat.ask('More?')"

async function openWith(code: string): Promise<Desk> {
  const desk = await openDesk(server, { simulators, code })
  const owner = await server.signIn(desk.number.orgId, { role: 'owner' })
  await owner.call(api.setBursts, { params: { inboxId: desk.number.inboxId }, body: { bursts: true } })
  return desk
}

// Everybody has their desk before the server is a process that can be killed, under the same address.
const desks = { between: await openWith(ECHO), twice: await openWith(ECHO), while: await openWith(SLOW) }
await server.stop()

const {
  start: serve,
  kill,
  close,
} = serverProcess(database.urls, {
  ...{ PORT: new URL(server.url).port, HILO_SECRET: SECRET, GRAPH_URL: simulators.graphUrl },
})
afterAll(close)

type RunRow = { status: string; gathered: boolean; claimed: boolean; entries: number }

async function runsOf({ number }: Desk): Promise<RunRow[]> {
  const { rows } = await admin.query<RunRow>(
    `select r.status, r.quiet_from is not null as gathered, r.claimed_by is not null as claimed,
            (select count(*) from journal j where j.run_id = r.id and j.kind = 'answer')::int as entries
     from run r where r.org_id = $1 order by r.id`,
    [number.orgId],
  )
  return rows
}

const isGathered = async (desk: Desk) => (await runsOf(desk)).map(({ gathered }) => gathered)
const storedOf = async ({ number }: Desk) =>
  (await admin.query("select 1 from message where org_id = $1 and direction = 'in'", [number.orgId])).rowCount

/** The window that began before the kill still lasts when the next server is there. */
async function holdWindow({ number }: Desk): Promise<void> {
  await admin.query(
    `update run set quiet_from = now(), quiet_until = now() + interval '20 seconds'
     where org_id = $1 and quiet_until is not null`,
    [number.orgId],
  )
}

async function sayTwo(desk: Desk): Promise<void> {
  for (const text of ['hello', 'I want']) await desk.say(text)
  await expect.poll(() => storedOf(desk), patient).toBe(2)
  await expect.poll(() => isGathered(desk), patient).toEqual([true])
}

test('a server that is killed while messages are gathered goes on gathering: they are one input', async () => {
  const desk = desks.between
  await serve()
  await sayTwo(desk)
  await holdWindow(desk)
  await kill()
  expect(await desk.phone()).toEqual([])
  expect(await isGathered(desk)).toEqual([true])

  await serve()
  await desk.say('a table for two.')

  await expect.poll(desk.phone, patient).toEqual(['Noted: hello\nI want\na table for two.', 'More?'])
  expect(await runsOf(desk)).toMatchObject([
    { status: 'waiting', gathered: false, claimed: false, entries: 1 },
  ])
  await kill()
})

test('what came while it was dead belongs to it too, and a window that ended meanwhile is answered', async () => {
  const desk = desks.twice
  await serve()
  await sayTwo(desk)
  await holdWindow(desk)
  await kill()
  // The platform calls again until somebody answers.
  await simulators.whatsapp.say({
    personId: desk.personId,
    phoneNumberId: desk.number.account,
    text: 'a table',
  })
  await serve()
  await expect.poll(() => storedOf(desk), patient).toBe(3)
  await kill()
  await admin.query("update run set quiet_until = now() - interval '1 second' where org_id = $1", [
    desk.number.orgId,
  ])
  await serve()

  await expect.poll(desk.phone, patient).toEqual(['Noted: hello\nI want\na table', 'More?'])
  expect(await runsOf(desk)).toMatchObject([{ status: 'waiting', entries: 1 }])
  await kill()
})

test('a server that is killed while it plays what was gathered has all of it played again, once', async () => {
  const desk = desks.while
  await serve()
  await sayTwo(desk)
  await expect.poll(async () => (await runsOf(desk)).map(({ claimed }) => claimed), patient).toEqual([true])
  await kill()
  expect(await desk.phone()).toEqual([])
  await serve()

  await expect.poll(desk.phone, patient).toEqual(['Noted: hello\nI want', 'More?'])
  expect(await runsOf(desk)).toMatchObject([{ status: 'waiting', entries: 1 }])
  expect(await storedOf(desk)).toBe(2)
  await kill()
})
