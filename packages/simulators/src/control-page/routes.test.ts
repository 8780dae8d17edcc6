import { afterAll, beforeAll, expect, test } from 'vitest'
import { commandTables } from '../control/client.ts'
import { aBusiness, type Business } from '../testing/a-business.ts'
import { filesOfPage } from '../testing/files-of-page.ts'

let business: Business

beforeAll(async () => {
  business = await aBusiness()
})
afterAll(() => business.close())

test('the page is served in the language asked for, names only files that are there, and loads nothing else', async () => {
  const url = `${business.simulators.url}/control?lang=es`
  const answer = await fetch(url)

  expect(await answer.text()).toContain('<html lang="es">')
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
  const files = await filesOfPage(url)
  expect(Object.entries(files).filter(([, status]) => status !== 200)).toEqual([])
  expect(Object.keys(files).length).toBeGreaterThan(7)
})

test('every command of every subject says what it takes', async () => {
  const answer = await fetch(`${business.simulators.url}/control/commands`)
  const { subjects } = (await answer.json()) as { subjects: Record<string, Record<string, { type: string }>> }

  for (const [subject, table] of Object.entries(commandTables)) {
    expect(Object.keys(subjects[subject] ?? {})).toEqual(Object.keys(table))
    expect(Object.values(subjects[subject] ?? {}).every(({ type }) => type === 'object')).toBe(true)
  }
  expect(subjects.whatsapp?.fail).toMatchObject({
    properties: { kind: { type: 'string' } },
    required: ['kind'],
  })
})
