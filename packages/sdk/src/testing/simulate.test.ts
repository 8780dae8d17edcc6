import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { type Chat, defineBackend, z } from '../index.ts'
import { simulate } from '../testing.ts'

const booking = defineBackend({
  name: 'booking',
  config: z.object({ most: z.number() }),
  async run(chat) {
    const guests = await chat.ask('How many?', {
      as: z.coerce.number().int().min(1).max(chat.config.most),
      retry: 'A number, please.',
    })
    const times = await chat.step('find', () => [`19:00 for ${guests}`])
    const time = await chat.choose('When?', times, {
      timeout: '2 days',
      onTimeout: () => chat.end('abandoned'),
    })
    await chat.step('book', () => ({ time }))
    await chat.say(`Booked: ${time}.`)
    await chat.sleep('1 day')
    await chat.say('See you today!')
  },
})
const config = { most: 8 }
const steps = { find: ['20:00', '21:30'], book: { id: 'b1' } }

const backendOf = (run: (chat: Chat) => Promise<unknown>) => defineBackend({ name: 'test', run })

describe('a conversation', () => {
  test('goes through questions, doubled steps, a choice and a pause', async () => {
    const t = simulate(booking, { config, steps })
    await t.says('hello')
    t.expect('How many?')
    await t.says('a few')
    t.expect('A number, please.')
    await t.says('4')
    t.expect('When?')
    expect(t.options).toEqual(['20:00', '21:30'])
    await t.presses('21:30')
    t.expect('Booked: 21:30.')
    expect(t.status).toBe('waiting')
    await t.advance('1 day')
    t.expect('See you today!')

    expect(t.status).toBe('done')
    expect(t.transcript).toMatchInlineSnapshot(`
      "> hello
      < How many?
      > a few
      < A number, please.
      > 4
      < When?
        [20:00] [21:30]
      > 21:30
      < Booked: 21:30.
      -- 1 day later
      < See you today!
      -- done"
    `)
  })

  test('does the steps themselves when nothing stands in for them', async () => {
    const t = simulate(booking, { config })
    await t.says('hello')
    await t.says('4')

    expect(t.options).toEqual(['19:00 for 4'])
  })

  test('begins a new run after the end of one', async () => {
    const t = simulate(backendOf((chat) => chat.end('told')))
    await t.says('one')
    expect([t.status, t.outcome]).toEqual(['done', 'told'])
    await t.says('two')

    expect(t.transcript).toBe('> one\n-- done: told\n> two\n-- done: told')
  })

  test('takes content that is no text', async () => {
    const t = simulate(backendOf(async (chat) => chat.say(`"${await chat.ask()}"`)))
    await t.says({ type: 'media', kind: 'image', caption: 'my ID' })

    t.expect('"my ID"')
  })

  test('has the contact, the zone, the time and the secrets that it was given', async () => {
    const backend = defineBackend({
      name: 'test',
      secrets: ['TOKEN'],
      async run(chat) {
        const { contact, locale, timeZone } = chat
        const words = [contact.name, locale, timeZone, chat.now().toISOString(), chat.secret('TOKEN')]
        chat.log(words.join(' '))
      },
    })
    const t = simulate(backend, {
      contact: { name: 'Léo', locale: 'pt-BR' },
      timeZone: 'America/Sao_Paulo',
      now: '2026-03-01T10:00:00Z',
      secrets: { TOKEN: 's3cret' },
    })
    await t.says('oi')

    expect(t.logs).toEqual(['Léo pt-BR America/Sao_Paulo 2026-03-01T10:00:00.000Z s3cret'])
  })
})

describe('time', () => {
  test('lets a question run out', async () => {
    const t = simulate(booking, { config, steps })
    await t.says('hello')
    await t.says('4')
    await t.advance('47 hours')
    expect(t.status).toBe('waiting')
    await t.advance('1 hour')

    expect(t.outcome).toBe('abandoned')
  })

  test('fires what is due on the way, each at its moment', async () => {
    const t = simulate(
      backendOf(async (chat) => {
        for (const day of [1, 2, 3]) {
          await chat.sleep('1 day')
          await chat.say(`Day ${day}, ${chat.now().toISOString().slice(0, 16)}`)
        }
      }),
    )
    await t.says('go')
    await t.advance('60 hours')

    t.expect('Day 1, 2026-01-06T12:00', 'Day 2, 2026-01-07T12:00')
    expect(t.now.toISOString()).toBe('2026-01-08T00:00:00.000Z')
  })
})

describe('people', () => {
  test('silence the code until they hand back, and it asks again', async () => {
    const t = simulate(booking, { config, steps })
    await t.says('hello')
    t.takeOver()
    await t.says('4')
    t.expect()
    await t.advance('5 days')
    t.expect()
    expect(t.status).toBe('with people')
    await t.handBack()

    t.expect('How many?')
    await expect(t.handBack()).rejects.toThrow('Nobody holds the conversation')
  })

  test('who take over after the end leave the end as it was', async () => {
    const t = simulate(backendOf((chat) => chat.end('served')))
    await t.says('hello')
    t.takeOver()
    await t.says('one more thing')
    await t.handBack()

    expect([t.status, t.outcome]).toEqual(['done', 'served'])
  })

  test('are given the conversation by the code', async () => {
    const t = simulate(
      backendOf(async (chat) => {
        await chat.handoff('angry', { summary: 'Wants a refund.' })
        await chat.say('I am back.')
      }),
    )
    await t.says('!')
    expect(t.status).toBe('with people')
    expect(t.handoff).toEqual({ reason: 'angry', summary: 'Wants a refund.' })
    await t.handBack()

    t.expect('I am back.')
    expect(t.handoff).toBeNull()
  })
})

describe('steps', () => {
  test('that fail are tried again at once, under one key', async () => {
    const book = vi.fn().mockRejectedValueOnce(new Error('busy')).mockResolvedValue({ id: 'b1' })
    const t = simulate(booking, { config, steps: { ...steps, book } })
    await t.says('hello')
    await t.says('4')
    await t.presses('20:00')

    t.expect('Booked: 20:00.')
    const calls = t.steps.filter(({ name }) => name === 'book')
    expect(calls.map(({ attempt }) => attempt)).toEqual([1, 2])
    expect(new Set(calls.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1)
    expect(t.now.toISOString()).toBe('2026-01-05T12:00:00.000Z')
  })

  test('that go together have stand-ins by their names', async () => {
    const run = async (chat: Chat) => {
      const { stock, price } = await chat.all({ stock: () => 0, price: () => 0 })
      await chat.say(`${stock} for ${price}`)
    }
    const t = simulate(backendOf(run), { steps: { stock: 3, price: () => 40 } })
    await t.says('go')

    t.expect('3 for 40')
  })

  test('without a stand-in beside others are refused by name', async () => {
    const t = simulate(booking, { config, steps: { find: steps.find } })
    await t.says('hello')
    await t.says('4')

    await expect(t.presses('20:00')).rejects.toThrow("The step 'book' has no stand-in: add it to steps")
  })

  test('without a stand-in fail the test also when the code catches it', async () => {
    const run = (chat: Chat) => chat.step('lookup', () => 1).catch(() => chat.handoff('no luck'))
    const t = simulate(backendOf(run), { steps: {} })

    await expect(t.says('go')).rejects.toThrow("The step 'lookup' has no stand-in")
  })

  test('that fail for good are the cause of the failure', async () => {
    const cause = new Error('no such order')
    const lookup = () => Promise.reject(cause)
    const t = simulate(
      backendOf((chat) => chat.step('lookup', () => 1)),
      { steps: { lookup } },
    )

    await expect(t.says('go')).rejects.toMatchObject({ cause, message: /^Step 'lookup' failed after 5/ })
  })

  test('that give nothing are told apart from those without a stand-in', async () => {
    const t = simulate(
      backendOf(async (chat) => chat.say(String(await chat.step('nothing', () => 1)))),
      { steps: { nothing: undefined } },
    )
    await t.says('go')

    t.expect('undefined')
  })
})

describe('what goes wrong', () => {
  test('in the code fails the test at the line of the author', async () => {
    const t = simulate(
      backendOf(async () => {
        throw new Error('no such table')
      }),
    )
    const failing = t.says('hello')

    await expect(failing).rejects.toThrow('no such table')
    await expect(failing).rejects.toHaveProperty('stack', expect.stringContaining('simulate.test.ts'))
    expect(t.status).toBe('with people')
    expect(t.failure).toMatchObject({ code: 'exception' })
    await t.handBack()
    await expect(t.says('again')).rejects.toThrow('no such table')
  })

  test('in the replay is found by the test', async () => {
    let turns = 0
    const t = simulate(
      backendOf(async (chat) => {
        if (++turns > 1) await chat.say('only later')
        await chat.ask('Question?')
      }),
    )
    await t.says('hello')

    await expect(t.says('answer')).rejects.toThrow()
    expect(t.failure).toMatchObject({ code: 'nondeterminism' })
  })

  test('in the configuration is said', async () => {
    const t = simulate(booking, { config: { most: 'eight' } })

    await expect(t.says('hello')).rejects.toThrow('The configuration does not fit this backend.')
  })

  test('in what is expected shows both sides and the conversation', async () => {
    const t = simulate(booking, { config, steps })
    await t.says('hello')

    expect(() => t.expect(/^How many\?$/)).not.toThrow()
    expect(() => t.expect('How much?')).toThrow(
      'The contact got \n  How many?\nexpected was \n  How much?\nThe conversation:\n> hello\n< How many?',
    )
    expect(() => t.expect()).toThrow('expected was nothing')
    expect(() => t.expect('How many?', 'And?')).toThrow('And?')
  })

  test('in a press names what is offered', async () => {
    const t = simulate(booking, { config, steps })
    await t.says('hello')
    await expect(t.presses('20:00')).rejects.toThrow('What is offered: nothing.')
    await t.says('4')

    await expect(t.presses('20:15')).rejects.toThrow('What is offered: "20:00", "21:30".')
  })

  test('in a forgotten await is said', async () => {
    const t = simulate(booking, { config, steps })
    const first = t.says('hello')
    await expect(t.says('4')).rejects.toThrow('await each call of the simulation')
    await first
  })

  test('in a secret that is not given is said at once', async () => {
    const backend = defineBackend({
      name: 'test',
      secrets: ['TOKEN'],
      run: (chat) => chat.step('use', () => chat.secret('TOKEN')),
    })
    const t = simulate(backend)

    await expect(t.says('hello')).rejects.toThrow("The test gives no secret 'TOKEN'")
    expect(t.steps).toHaveLength(1)
  })

  test('in a press of a question that is answered is said', async () => {
    const run = async (chat: Chat) => {
      await chat.choose('Which?', ['A', 'B'])
      await chat.ask('Why?')
    }
    const t = simulate(backendOf(run))
    await t.says('hello')
    await t.presses('A')

    await expect(t.presses('B')).rejects.toThrow('What is offered: nothing.')
  })

  test('in the beginning is refused in words', () => {
    expect(() => simulate(booking, { config, now: 'soon' })).toThrow("'soon' is not a moment")
  })
})

test('the kit runs under the test runner of Node', () => {
  const file = join(import.meta.dirname, 'fixtures/hello.ts')
  const { status, stdout } = spawnSync(process.execPath, ['--test', file], { encoding: 'utf8' })

  expect(stdout).toContain('pass 1')
  expect(status).toBe(0)
})

describe('the records of the org', () => {
  const sorting = backendOf(async (chat) => {
    await chat.tag('new')
    await chat.say('One moment.')
    await chat.contact.set({ locale: 'es', attributes: { visits: 1 } })
    await chat.optIn({ purpose: 'marketing', text: 'Offers?' })
    await chat.untag('new')
    await chat.tag('sorted')
    await chat.note('Wants a table.')
    await chat.assign('ada@example.com').catch((error) => chat.note(error.message))
    chat.log('warn', 'No Ada', { looked: true })
    await chat.say({ location: { latitude: -34.6, longitude: -58.4, name: 'The house' } })
  })

  test('are changed in the order of the calls, as the transcript shows', async () => {
    const t = simulate(sorting, { members: ['ben@example.com'] })
    await t.says('hello')

    expect(t.transcript).toMatchInlineSnapshot(`
      "> hello
      -- tagged: new
      < One moment.
      -- contact: {"locale":"es","attributes":{"visits":1}}
      -- opted in: marketing (Offers?)
      -- untagged: new
      -- tagged: sorted
      -- note: Wants a table.
      -- not assigned: nobody is ada@example.com
      -- note: chat.assign: no member of this org has the address ada@example.com.
      < The house
      -- done"
    `)
    expect(t.tags).toEqual(['sorted'])
    expect(t.permissions).toEqual({ marketing: 'opted in' })
    expect(t.assignee).toBeNull()
    expect(t.notes).toHaveLength(2)
    expect(t.logs).toEqual(['warn: No Ada {"looked":true}'])
  })

  test('know in the next run what the one before learned of the contact', async () => {
    const counting = backendOf(async (chat) => {
      const visits = Number(chat.contact.attributes.visits ?? 0) + 1
      await chat.contact.set({ attributes: { visits } })
      await chat.say(`Visit ${visits}`)
    })
    const t = simulate(counting)
    await t.says('one')
    t.expect('Visit 1')
    await t.says('two')

    t.expect('Visit 2')
    expect(t.contact.attributes).toEqual({ visits: 2 })
  })
})
