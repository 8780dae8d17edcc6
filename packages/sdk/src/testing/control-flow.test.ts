import { describe, expect, test } from 'vitest'
import { type Chat, defineBackend, z } from '../index.ts'
import { simulate } from '../testing.ts'

const menu = defineBackend({
  name: 'menu',
  state: z.object({ orders: z.number() }),
  on: { human: true, cancel: true, hours: { match: ['hours'], act: (chat) => chat.say('From 9 to 5.') } },
  async run(chat) {
    const orders = chat.state?.orders ?? 0
    const dish = await chat.choose(`Order ${orders + 1}?`, ['Soup', 'Rice'], { back: 'That is all' })
    if (dish === null) return chat.end(`${orders} orders`)
    const id = await chat.step('order', () => dish, { onUndo: (ordered) => ordered })
    await chat.ask(`${id} for whom?`)
    return chat.checkpoint({ orders: orders + 1 })
  },
})

describe('a simulated conversation', () => {
  test('goes through checkpoints, an interrupt and the way back', async () => {
    const t = simulate(menu)
    await t.says('hello')
    await t.presses('Soup')
    await t.says('hours')
    t.expect('From 9 to 5.', 'Soup for whom?')
    await t.says('Ana')
    t.expect('Order 2?')
    expect(t.options).toEqual(['Soup', 'Rice', 'That is all'])
    await t.presses('That is all')

    expect([t.status, t.outcome]).toEqual(['done', '1 orders'])
  })

  test('is cancelled by the contact, with stand-ins for what is undone', async () => {
    const t = simulate(menu, { steps: { order: 'o1', 'undo order': null } })
    await t.says('hello')
    await t.presses('Rice')
    await t.says('cancel')

    t.expect('Done, it is cancelled.')
    expect([t.status, t.outcome]).toEqual(['cancelled', 'The contact cancelled.'])
    expect(t.steps.map(({ name }) => name)).toEqual(['order', 'undo order'])
    await t.says('hello again')
    t.expect('Order 1?')
  })

  test('is cancelled by a person, who hears what cannot be undone', async () => {
    const broken = () => Promise.reject(new Error('The kitchen is closed.'))
    const [good, bad] = [simulate(menu), simulate(menu, { steps: { order: 'o1', 'undo order': broken } })]
    for (const t of [good, bad]) {
      await t.says('hello')
      await t.presses('Rice')
      t.takeOver()
    }
    await good.cancel()
    const failing = bad.cancel()

    await expect(failing).rejects.toThrow("Step 'undo order' failed after 5 attempts: The kitchen is closed.")
    expect(good.transcript).toMatch(/-- a person cancels the run\n-- cancelled$/)
    await expect(good.cancel()).rejects.toThrow('There is no run to cancel.')
  })

  test('that is handed over by a word goes on with its question', async () => {
    const t = simulate(menu)
    await t.says('hello')
    await t.says('I want to talk to a person')
    expect(t.status).toBe('with people')
    await t.handBack()

    t.expect('Order 1?')
  })

  test('goes on with patched code', async () => {
    const asking = (more: (chat: Chat) => Promise<void>) =>
      defineBackend({
        name: 'test',
        async run(chat) {
          await chat.ask('One?')
          await more(chat)
          await chat.ask('Two?')
          await more(chat)
        },
      })
    const patched = asking(async (chat) => {
      if (chat.patched('thanks')) await chat.say('Thanks!')
    })
    const [old, fresh] = [simulate(asking(async () => {})), simulate(patched)]
    for (const t of [old, fresh]) {
      await t.says('hello')
      await t.says('1')
    }
    expect(await old.reload(patched)).toBeNull()
    await old.says('2')
    await fresh.says('2')

    expect(old.replies).toEqual([])
    expect(fresh.replies).toEqual(['Thanks!'])
  })

  test('sleeps to what the clock of its place shows', async () => {
    const run = async (chat: Chat) => {
      await chat.sleepUntil('09:00')
      await chat.say(`It is ${chat.now().toISOString()}`)
    }
    const t = simulate(defineBackend({ name: 'test', run }), { timeZone: 'America/Lima' })
    await t.says('hello')
    await t.advance('1 day')

    t.expect('It is 2026-01-05T14:00:00.000Z')
  })
})
