import type { ContentOf, JournalEntry } from '@hilo/protocol'
import { expect, test } from 'vitest'
import { testDatabase } from '../../testing/database.ts'
import { anInbox, anOrg, aTemplate } from '../../testing/factories.ts'
import { listTemplates } from './list.ts'
import { fillSaidTemplates } from './say.ts'

const { db } = await testDatabase()

type Said = Partial<ContentOf<'template'>> & { name: string }

const saying = (said: Said): JournalEntry => ({
  ...{ position: '0001', kind: 'say', name: '', value: null },
  content: { type: 'template', language: '', text: '', buttons: [], values: { 1: 'Ana' }, ...said },
})

/** An org whose number has a template, and whose widget has none. */
async function anOrgWithBoth() {
  const orgId = await anOrg(db)
  const number = await anInbox(db, orgId, { settings: { wabaId: '1' } })
  const widget = await anInbox(db, orgId, { channel: 'web' })
  await aTemplate(db, number)
  const { templates } = await db.withOrg(orgId, (tx) => listTemplates(tx, number.id))
  return { number, widget, name: templates[0]?.name ?? '' }
}

test('where there are templates it is the approved one', async () => {
  const { number, name } = await anOrgWithBoth()

  const filled = await fillSaidTemplates(db, number, { entries: [saying({ name })], locale: 'es' })

  expect(filled).toMatchObject([
    { content: { type: 'template', text: 'Hello Ana', parameters: [{ place: 'body', text: 'Ana' }] } },
  ])
})

test('in the widget it is its words: those of the code, or the template’s own', async () => {
  const { widget, name } = await anOrgWithBoth()
  const entries = [saying({ name }), saying({ name: 'unknown', text: 'Your words' })]

  const filled = await fillSaidTemplates(db, widget, { entries, locale: null })

  expect(filled).toMatchObject([
    { content: { type: 'text', text: 'Hello Ana' } },
    { content: { type: 'text', text: 'Your words' } },
  ])
})

test('a template of another org, or of another number, is none', async () => {
  const [mine, theirs] = [await anOrgWithBoth(), await anOrgWithBoth()]
  const other = await anInbox(db, mine.number.orgId, { settings: { wabaId: '2' } })

  for (const [inbox, name] of [
    [mine.number, theirs.name],
    [mine.widget, theirs.name],
    [other, mine.name],
  ] as const) {
    expect(await fillSaidTemplates(db, inbox, { entries: [saying({ name })], locale: null })).toMatch(
      /There is no template/,
    )
  }
})

test('what is no template stays as it was', async () => {
  const { number } = await anOrgWithBoth()
  const entries: JournalEntry[] = [
    { position: '0001', kind: 'say', name: '', value: null, content: { type: 'text', text: 'Hi' } },
  ]

  expect(await fillSaidTemplates(db, number, { entries, locale: null })).toEqual(entries)
})
