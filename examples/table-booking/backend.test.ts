import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Content, InboxMessage, JournalEntry, Wait } from '@hilo/protocol'
import { playTurn, type TurnInput } from '@hilo/runtime/replay'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import backend from './backend.ts'

type Answer = { status: number; body?: unknown }

const NOW = Date.UTC(2026, 10, 24, 15)
const slots = ['20:00', '21:30'].map((time) => ({ id: `2026-11-25T${time}`, label: time, time }))

let server: Server
let calls: { path: string; key: string | undefined; body: unknown }[]
/** What the calendar answers to the next calls; then what it always does. */
let next: Answer[]
let calendarUrl: string

beforeEach(async () => {
  ;[calls, next] = [[], []]
  server = createServer((request, response) => {
    let body = ''
    request.on('data', (part) => {
      body += part
    })
    request.on('end', () => {
      const path = request.url ?? ''
      const key = request.headers['idempotency-key']?.toString()
      calls.push({ path, key, body: body === '' ? null : JSON.parse(body) })
      const usual = path.startsWith('/slots') ? { status: 200, body: { slots } } : { status: 201, body: {} }
      const { status, body: answer } = next.shift() ?? usual
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer ?? {}))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  calendarUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterEach(() => new Promise((resolve) => server.close(resolve)))

/** Talks with the backend: one turn for each thing said, and a waiting step is waited for. */
class Talk {
  readonly sent: Content[] = []
  end: unknown
  #journal: JournalEntry[] = []
  #wait: Wait | null = null
  #seq = 0
  #promptSeq = 0
  #now = NOW
  readonly #contact: { name: string | null; locale: string }

  constructor(contact: { name: string | null; locale: string }) {
    this.#contact = contact
  }

  get last(): string {
    const last = this.sent.at(-1)
    return last && 'text' in last ? String(last.text) : ''
  }

  get offered(): string[] {
    const last = this.sent.at(-1)
    return last?.type === 'choices' ? last.choices.map(({ title }) => title) : []
  }

  async say(text: string): Promise<string> {
    const message: InboxMessage = {
      id: `m${this.#seq}`,
      seq: ++this.#seq,
      content: { type: 'text', text },
      at: this.#now,
    }
    await this.#turn([message], this.#journal.length === 0 ? 'start' : 'message')
    while (this.#wait?.kind === 'step') await this.pass(this.#wait.dueAt - this.#now)
    return this.last
  }

  async pass(ms: number): Promise<string> {
    this.#now += ms
    await this.#turn([], 'timer')
    return this.last
  }

  async handBack(): Promise<string> {
    await this.#turn([], 'hand_back')
    return this.last
  }

  async #turn(inbox: InboxMessage[], wake: TurnInput['wake']): Promise<void> {
    const played = await playTurn(backend, {
      journal: this.#journal,
      turn: this.#input(inbox, wake),
      io: {
        log: () => {},
        step: async (entry) => {
          this.#journal.push(entry)
          return entry
        },
      },
    })
    this.#journal = [...this.#journal, ...played.entries].sort((a, b) => (a.position < b.position ? -1 : 1))
    for (const { content } of played.entries) {
      if (!content) continue
      this.sent.push(content)
      this.#promptSeq = ++this.#seq
    }
    this.end = played.end
    this.#wait = played.end.type === 'wait' ? played.end.wait : null
  }

  #input(inbox: InboxMessage[], wake: TurnInput['wake']): TurnInput {
    const contact = { id: 'c', channel: 'whatsapp', phone: null, ...this.#contact }
    return {
      ...{
        runId: 'run',
        conversationId: 'conversation',
        generation: 0,
        readSeq: 0,
        promptSeq: this.#promptSeq,
      },
      ...{ inbox, wake, wait: this.#wait, now: this.#now, config: { calendarUrl }, contact, timeZone: 'UTC' },
    }
  }
}

describe('table-booking', () => {
  test('books a table in Spanish', async () => {
    const talk = new Talk({ name: 'Ana', locale: 'es-AR' })

    expect(await talk.say('hola')).toBe('¡Hola! Con gusto te reservo una mesa. ¿Para cuántas personas?')
    expect(await talk.say('somos varios')).toBe('Dime solo el número. ¿Cuántos van a ser?')
    expect(await talk.say('somos 4')).toBe('¿Para qué día?')
    expect(talk.offered).toEqual(['Mañana', 'Jueves 26', 'Viernes 27', 'Sábado 28', 'Domingo 29'])
    expect(await talk.say('sabado')).toBe('Para el sábado 28 tengo estos horarios. ¿Cuál prefieres?')
    expect(talk.offered).toEqual(['20:00', '21:30'])
    expect(await talk.say('2')).toBe('Listo, Ana: mesa para 4 el sábado 28 a las 21:30. ¡Te esperamos!')

    expect(talk.end).toEqual({ type: 'done', outcome: 'booked' })
    expect(calls).toEqual([
      { path: '/slots?date=2026-11-28&guests=4', key: undefined, body: null },
      { path: '/bookings', key: 'run:0:0006', body: { slot: '2026-11-25T21:30', guests: 4, name: 'Ana' } },
    ])
  })

  test('books in English, and asks for a name that it does not know', async () => {
    const talk = new Talk({ name: null, locale: 'en' })
    await talk.say('hi')
    await talk.say('2')
    expect(await talk.say('tomorrow')).toBe('These are the times I have tomorrow. Which one suits you?')
    expect(await talk.say('20:00')).toBe('What name shall I put it under?')

    expect(await talk.say('Leo')).toBe('All set, Leo: a table for 2 tomorrow at 20:00. See you then!')
  })

  test('offers another time when the chosen one has just gone', async () => {
    const talk = new Talk({ name: 'Ana', locale: 'es' })
    await talk.say('hola')
    await talk.say('4')
    await talk.say('mañana')
    next = [{ status: 422 }]
    expect(await talk.say('20:00')).toBe('Uy, ese horario se acaba de ocupar. ¿Te sirve alguno de estos?')
    await talk.say('21:30')

    expect(talk.last).toContain('a las 21:30')
    expect(new Set(calls.filter(({ key }) => key).map(({ key }) => key)).size).toBe(2)
  })

  test('tries other days, and hands over when three have no room', async () => {
    const talk = new Talk({ name: 'Ana', locale: 'es' })
    await talk.say('hola')
    await talk.say('4')
    for (const day of ['1', '2']) {
      next = [{ status: 200, body: { slots: [] } }]
      expect(await talk.say(day)).toBe('Ese día ya no me queda lugar. ¿Probamos con otro?')
    }
    next = [{ status: 200, body: { slots: [] } }]
    await talk.say('3')

    expect(talk.last).toContain('Enseguida te escribe.')
    expect(talk.end).toMatchObject({ handoff: { summary: 'A table for 4; the days asked for are full.' } })
  })

  test('hands a large group to a person', async () => {
    const talk = new Talk({ name: 'Ana', locale: 'es' })
    await talk.say('hola')
    await talk.say('20')

    expect(talk.end).toMatchObject({ handoff: { summary: 'A table for 20.' } })
    expect(await talk.handBack()).toBe('Si quieres otra mesa, escríbeme y la buscamos.')
    expect(talk.end).toMatchObject({ type: 'done' })
  })

  test('books once, under one key, when the calendar fails on the way', async () => {
    const talk = new Talk({ name: 'Ana', locale: 'es' })
    await talk.say('hola')
    await talk.say('4')
    await talk.say('mañana')
    next = [{ status: 503 }, { status: 503 }]
    await talk.say('20:00')

    const keys = calls.filter(({ path }) => path === '/bookings').map(({ key }) => key)
    expect(keys).toHaveLength(3)
    expect(new Set(keys).size).toBe(1)
    expect(talk.last).toContain('Listo, Ana')
  })

  test('gives up politely on who does not answer', async () => {
    const talk = new Talk({ name: 'Ana', locale: 'es' })
    await talk.say('hola')
    await talk.say('4')
    await talk.say('mañana')

    expect(await talk.pass(3 * 86_400_000)).toBe(
      'Lo dejamos aquí por ahora. Cuando quieras tu mesa, escríbeme.',
    )
    expect(talk.end).toEqual({ type: 'done', outcome: 'abandoned' })
  })
})
