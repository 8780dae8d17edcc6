import { setTimeout as sleep } from 'node:timers/promises'
import { api, newId, type WidgetServerFrame } from '@hilo/protocol'
import { describe, expect, test } from 'vitest'
import { bindAccount } from '../../domain/directory/bind.ts'
import { type Desk, openDesk } from '../../testing/desk.ts'
import { anInbox, anOrg } from '../../testing/factories.ts'
import { startServer } from '../../testing/server.ts'
import { startWithSimulators } from '../../testing/simulators.ts'
import { openSocket } from '../../testing/socket.ts'
import { deployCode } from '../../testing/whatsapp.ts'

const { simulators, database, server, admin } = await startWithSimulators()
const patient = { timeout: 20_000 }

async function openWith(code: string, { bursts = true } = {}): Promise<Desk> {
  const desk = await openDesk(server, { simulators, code })
  const owner = await server.signIn(desk.number.orgId, { role: 'owner' })
  const params = { inboxId: desk.number.inboxId }
  await owner.call(api.setBursts, { params, body: { bursts } })
  return desk
}

async function journalOf(desk: Desk) {
  const params = { conversationId: await desk.conversationId() }
  const { runs } = await desk.agent.call(api.listRuns, { params })
  return (await desk.agent.call(api.getJournal, { params: { runId: runs[0]?.id } })).entries
}

/** How many runs of the desk wait for their contact to be quiet. */
const gatheredOf = async ({ number }: Desk) =>
  (await admin.query('select 1 from run where org_id = $1 and quiet_from is not null', [number.orgId]))
    .rowCount

/** Puts the time off that the timer knows, as when the process was killed that had it. */
async function loseTimer({ number }: Desk): Promise<void> {
  const later = "update run set quiet_until = now() + interval '3 seconds' where org_id = $1"
  await admin.query(later, [number.orgId])
}

const ECHO = "await chat.say('Noted: ' + (await chat.ask()))"

describe('in an inbox that takes bursts', { timeout: 60_000 }, () => {
  test('several short messages are answered once, as one', async () => {
    const desk = await openWith(ECHO)
    for (const text of ['hello', 'I want', 'a table for two.']) await desk.say(text)
    expect(await desk.phone()).toEqual([])

    await expect.poll(desk.phone, patient).toEqual(['Noted: hello\nI want\na table for two.'])
    const answer = (await journalOf(desk)).find(({ kind }) => kind === 'answer')
    const id = expect.any(String)
    expect(answer).toMatchObject({
      input: 'hello\nI want\na table for two.',
      value: { messageId: id, messageIds: [id, id, id] },
    })
    await sleep(1_500)
    expect(await desk.phone()).toHaveLength(1)
  })

  test('a question with a schema and a choice are answered at once', async () => {
    const desk = await openWith(`
      const count = await chat.ask('How many?', { as: z.coerce.number() })
      await chat.choose('When?', ['Now', 'Later'])
      await chat.say('Noted: ' + count)`)
    await desk.say('Hi.')
    await expect.poll(desk.phone, patient).toEqual(['How many?'])

    expect(await gatheredOf(desk)).toBe(0)
    await desk.say('4')
    await expect.poll(desk.phone, patient).toHaveLength(2)
    expect((await journalOf(desk)).find(({ kind }) => kind === 'answer')?.value).not.toHaveProperty(
      'messageIds',
    )
  })

  test('what no timer knows of any more is taken up when its time has come', async () => {
    const desk = await openWith(ECHO)
    await desk.say('hello')
    await expect.poll(() => gatheredOf(desk), patient).toBe(1)
    await loseTimer(desk)

    await expect.poll(desk.phone, patient).toEqual(['Noted: hello'])
  })

  test('a newer message supersedes what was not sent, and steps that were done are not done again', async () => {
    const desk = await openWith(`
      const said = await chat.ask()
      const found = await chat.step('look', async () => 'step for ' + said)
      await new Promise((resolve) => setTimeout(resolve, 2_000))
      await chat.say(found)
      await chat.say('And: ' + (await chat.ask()))`)
    await desk.say('one.')
    await expect.poll(async () => (await journalOf(desk)).length, patient).toBeGreaterThan(0)
    await desk.say('two.')

    await expect.poll(desk.phone, patient).toEqual(['step for one.', 'And: two.'])
    expect((await journalOf(desk)).filter(({ kind }) => kind === 'step')).toHaveLength(1)
    await sleep(1_500)
    expect(await desk.phone()).toHaveLength(2)
  })

  test('people who take the conversation meanwhile have it', async () => {
    const desk = await openWith(ECHO)
    await desk.say('hello')
    await expect.poll(() => gatheredOf(desk), patient).toBe(1)
    await loseTimer(desk)
    await desk.answer('I am here')
    expect(await gatheredOf(desk)).toBe(0)
    await sleep(4_000)

    expect(await desk.phone()).toEqual(['I am here'])
  })
})

describe('in an inbox that does not', { timeout: 60_000 }, () => {
  test('every message is answered at once, and one question may take bursts', async () => {
    const desk = await openWith(
      "await chat.say('Noted: ' + (await chat.ask('What?', { burst: '2 seconds' }))); await chat.ask()",
      { bursts: false },
    )
    await desk.say('hello,')
    await expect.poll(desk.phone, patient).toEqual(['What?'])
    expect(await gatheredOf(desk)).toBe(0)
    await desk.say('a table')
    await desk.say('for two')

    await expect.poll(desk.phone, patient).toEqual(['What?', 'Noted: a table\nfor two'])
  })
})

describe('in the widget', { timeout: 60_000 }, () => {
  test('somebody who types is waited for', async () => {
    const orgId = await anOrg(server.db)
    const account = newId()
    const backendId = await deployCode(server, orgId, { body: ECHO })
    const inbox = await anInbox(server.db, orgId, { channel: 'web', account, backendId })
    await bindAccount(server.db.global, { appId: 'web', account, channel: 'web', orgId, inboxId: inbox.id })
    const owner = await server.signIn(orgId, { role: 'owner' })
    await owner.call(api.setBursts, { params: { inboxId: inbox.id }, body: { bursts: true } })
    const socket = await openSocket<WidgetServerFrame>(`${server.url}/widget/v1/socket`, {
      origin: server.url,
    })
    socket.send({ type: 'hello', key: account, version: 0 })
    await socket.hear((frame) => frame.type === 'welcome')
    const say = async (text: string) => {
      const clientId = newId()
      socket.send({ type: 'send', clientId, content: { type: 'text', text } })
      await socket.hear((frame) => frame.type === 'stored' && frame.clientId === clientId)
    }
    await say('One moment.')
    socket.send({ type: 'typing' })
    // Longer than the pause behind a finished sentence.
    await sleep(2_500)
    await say('Here I am.')

    const texts = () =>
      socket.frames.flatMap((frame) =>
        frame.type === 'messages'
          ? frame.messages.flatMap(({ content, direction }) =>
              direction === 'out' && content.type === 'text' ? [content.text] : [],
            )
          : [],
      )
    await expect.poll(texts, patient).toEqual(['Noted: One moment.\nHere I am.'])
  })
})

// The last one, for the server that the others talk to is stopped.
test('a server that ends while a contact writes loses nothing: the next one answers', {
  timeout: 60_000,
}, async () => {
  const desk = await openWith(ECHO)
  await desk.say('hello')
  await expect.poll(() => gatheredOf(desk), patient).toBe(1)
  await loseTimer(desk)
  await server.stop()
  expect(await desk.phone()).toEqual([])

  await startServer(database, { config: { graphUrl: simulators.graphUrl } })

  await expect.poll(desk.phone, patient).toEqual(['Noted: hello'])
})
