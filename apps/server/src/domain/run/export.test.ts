import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { api, newId, RunRecord } from '@hilo/protocol'
import { afterAll, expect, test } from 'vitest'
import { openDesk } from '../../testing/desk.ts'
import { startWithSimulators } from '../../testing/simulators.ts'

const HILO = resolve(import.meta.dirname, '../../../../../packages/sdk/bin/hilo.mjs')
const { simulators, server } = await startWithSimulators()
const folder = mkdtempSync(join(tmpdir(), 'hilo-export-'))
afterAll(() => rmSync(folder, { recursive: true }))

const eventually = { timeout: 20_000 }

const CODE = `
  const count = await chat.ask('How many?', { as: z.coerce.number(), retry: 'A number.' })
  const at = await chat.step('reserve', () => ({ table: count + 1 }))
  await chat.choose('Sure?', ['Yes', 'No'])
  await chat.say('Table ' + at.table + ' ' + chat.random())`

test('an exported run is the same on its own code, and tells what other code makes different', async () => {
  const desk = await openDesk(server, { simulators, code: CODE })
  await desk.say('Hi')
  await expect.poll(desk.phone, eventually).toEqual(['How many?'])
  await desk.say('some')
  await expect.poll(desk.phone, eventually).toContain('A number.')
  const params = { conversationId: await desk.conversationId() }
  await desk.agent.call(api.takeOver, { params })
  await desk.say('9')
  await desk.answer('One moment')
  await desk.agent.call(api.handBack, { params })
  await expect.poll(desk.phone, eventually).toHaveLength(4)
  await desk.say('4')
  await expect.poll(desk.phone, eventually).toHaveLength(5)
  await desk.say('yes')
  await expect.poll(async () => (await desk.phone()).at(-1), eventually).toMatch(/^Table 5 /)
  await desk.say('Hello again')
  await expect.poll(desk.phone, eventually).toHaveLength(7)

  const [run] = (await desk.agent.call(api.listRuns, { params })).runs
  const name = run?.backend.name ?? ''
  const page = await desk.agent.call(api.exportRuns, { params: { name }, query: { limit: 1 } })
  const rest = await desk.agent.call(api.exportRuns, { params: { name }, query: { cursor: page.next } })
  const records = [...page.records, ...rest.records].map((record) => RunRecord.parse(record))

  expect(rest.next).toBe(null)
  expect(records.map(({ inbox, end }) => [inbox.length, end?.type])).toEqual([
    [1, 'wait'],
    [5, 'done'],
  ])
  expect(records[1]?.people).toMatchObject([{ untilSeq: expect.any(Number) }])
  expect(replayed(name, CODE, records)).toMatchObject({ total: 2, same: 2 })
  expect(replayed(name, CODE.replace('Sure?', 'Are you sure?'), records)).toMatchObject({
    same: 1,
    reworded: 1,
  })
  const owner = { params: { name: `backend-${newId().slice(0, 8)}` } }
  expect(await desk.agent.refusal(api.exportRuns, owner)).toBe('not_found')
}, 90_000)

/** What `hilo replay` says of the records on this code. */
function replayed(name: string, body: string, records: readonly RunRecord[]): Record<string, unknown> {
  const code = `import { defineBackend, z } from '@hilo/sdk'
export default defineBackend({ name: '${name}', async run(chat) { ${body} } })`
  writeFileSync(join(folder, 'backend.ts'), code)
  writeFileSync(join(folder, 'runs.ndjson'), records.map((record) => JSON.stringify(record)).join('\n'))
  const args = [HILO, 'replay', '--against', '.', '--from', 'runs.ndjson', '--json']
  const { stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' })
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '')
}
