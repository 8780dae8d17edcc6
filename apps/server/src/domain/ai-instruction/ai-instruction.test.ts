import { type AiInstruction, type Id, InstructionWords, newId } from '@hilo/protocol'
import { describe, expect, test } from 'vitest'
import { testDatabase } from '../../testing/database.ts'
import { aMember, anInbox, anOrg } from '../../testing/factories.ts'
import { listInstructions, listInstructionVersions } from './list.ts'
import { publishInstruction } from './publish.ts'
import { readDraftInstructions, readInstructions } from './read.ts'
import { writeInstruction } from './write.ts'

const { db } = await testDatabase()

const WORDS: InstructionWords = {
  ...{ tone: '', dos: [], donts: [], purpose: '', topics: [], languages: [], peopleTopics: [], hours: null },
}

describe('instructions', () => {
  test('hold once they are published, and as they were while the next are written', async () => {
    const { orgId, as } = await anOrgWithAda()
    const draft = await as.write('org', { tone: 'Calm' }, 0)
    expect(await inForce(orgId, null)).toMatchObject({ orgVersion: null, tone: '' })

    await as.publish('org', 1, draft.revision)
    const next = await as.write('org', { tone: 'Lively' }, draft.revision + 1)
    expect([next.newest?.version, next.published?.version]).toEqual([2, 1])
    expect(await inForce(orgId, null)).toMatchObject({ orgVersion: 1, tone: 'Calm' })
    const ahead = await db.withOrg(orgId, (tx) => readDraftInstructions(tx, null, 'org'))
    expect(ahead).toMatchObject({ orgVersion: 2, tone: 'Lively' })
  })

  test('are rolled back to what was in force, and who did each is kept', async () => {
    const { orgId, as } = await anOrgWithAda()
    const first = await as.publish('org', 1, (await as.write('org', { tone: 'Calm' }, 0)).revision)
    const second = await as.write('org', { tone: 'Lively' }, first.revision)
    const published = await as.publish('org', 2, second.revision)

    await as.publish('org', 1, published.revision)
    expect(await inForce(orgId, null)).toMatchObject({ orgVersion: 1, tone: 'Calm' })
    const history = await db.withOrg(orgId, (tx) => listInstructionVersions(tx, 'org'))
    expect(history.versions.map(({ version, words }) => [version, words.tone])).toEqual([
      [2, 'Lively'],
      [1, 'Calm'],
    ])
    expect(history.publications.map(({ version, by }) => [version, by?.name])).toEqual([
      [1, 'Ada'],
      [2, 'Ada'],
      [1, 'Ada'],
    ])
  })

  test('that two members write at once are one member’s, and the other is told', async () => {
    const { orgId, as } = await anOrgWithAda()
    const both = await Promise.allSettled([
      as.write('org', { tone: 'Calm' }, 0),
      as.write('org', { tone: 'Lively' }, 0),
    ])

    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    await expect(as.write('org', { tone: 'Late' }, 0)).rejects.toThrow('Somebody else changed')
    await expect(as.publish('org', 1, 0)).rejects.toThrow('Somebody else changed')
    const { versions } = await db.withOrg(orgId, (tx) => listInstructionVersions(tx, 'org'))
    expect(versions).toHaveLength(1)
  })

  test('of an inbox describe it, and add to what the org asks: nothing is taken back', async () => {
    const { orgId, as } = await anOrgWithAda()
    const inbox = await anInbox(db, orgId)
    const ofOrg = {
      ...{ tone: 'Calm', dos: ['Be brief'], donts: ['Promise dates'], purpose: 'A shop', topics: ['Orders'] },
      ...{ languages: ['es', 'pt'], hours: [{ weekday: 1, from: 540, to: 1_080 }] },
      peopleTopics: [{ name: 'Law', phrases: ['lawyer'] }],
    }
    const ofInbox = {
      ...{ purpose: 'Returns', topics: ['Refunds'], languages: ['en'], dos: ['Be brief', 'Ask the order'] },
      peopleTopics: [{ name: 'Law', phrases: ['court'] }],
    }
    await as.publish('org', 1, (await as.write('org', ofOrg, 0)).revision)
    await as.publish(inbox.id, 1, (await as.write(inbox.id, ofInbox, 0)).revision)

    expect(await inForce(orgId, inbox.id)).toEqual({
      ...{ orgVersion: 1, inboxVersion: 1, tone: 'Calm', purpose: 'Returns', topics: ['Refunds'] },
      ...{ dos: ['Be brief', 'Ask the order'], donts: ['Promise dates'], languages: ['en'] },
      peopleTopics: [{ name: 'Law', phrases: ['lawyer', 'court'] }],
      hours: [{ weekday: 1, from: 540, to: 1_080 }],
    })
    expect((await inForce(orgId, null)).purpose).toBe('A shop')
    const { instructions } = await db.withOrg(orgId, listInstructions)
    expect(instructions.map(({ inboxId }) => inboxId)).toEqual([null, inbox.id])
  })

  test('where nobody wrote any are those of nobody, in the languages that Hilo speaks', async () => {
    const orgId = await anOrg(db, { locale: 'es' })
    expect(await inForce(orgId, newId())).toMatchObject({
      ...{ orgVersion: null, inboxVersion: null, languages: ['es', 'en', 'pt'], hours: null },
    })
  })
})

function inForce(orgId: Id, inboxId: Id | null) {
  return db.withOrg(orgId, (tx) => readInstructions(tx, inboxId))
}

async function anOrgWithAda() {
  const orgId = await anOrg(db)
  const actor = { memberId: await aMember(db, orgId, { name: 'Ada' }), apiKeyId: null }
  const write = (place: Id, words: Partial<InstructionWords>, expect: number): Promise<AiInstruction> =>
    db.withOrg(orgId, (tx) => writeInstruction(tx, actor, { place, words: { ...WORDS, ...words }, expect }))
  const publish = (place: Id, version: number | null, expect: number): Promise<AiInstruction> =>
    db.withOrg(orgId, (tx) => publishInstruction(tx, actor, { place, version, expect }))
  return { orgId, as: { write, publish } }
}

test('hours of a weekday may be several, none at the same time as others of that day', () => {
  const on = (weekday: number, from: number, to: number) => ({ weekday, from, to })
  const isTaken = (...hours: object[]) => InstructionWords.safeParse({ ...WORDS, hours }).success
  const open = [on(1, 540, 750), on(1, 900, 1_140)]
  expect(isTaken(...open, on(2, 600, 1_000), on(1, 1_320, 60))).toBe(true)
  expect(isTaken(...open, on(1, 700, 760))).toBe(false)
  expect(isTaken(...open, on(1, 1_130, 60))).toBe(false)
})
