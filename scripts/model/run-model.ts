import type { Played } from '@hilo/runtime/replay'
import { backendOf, type World } from './backend.ts'
import type { Code, Host } from './host.ts'
import { Oracle, type Turn } from './oracle.ts'
import { type Event, MINUTE_MS, type Programs } from './program.ts'

/**
 * Lets the same things happen to a host and to the oracle, in the same order, and compares what came of each.
 * At the end all is given the time and the turns it needs, so that nothing may be left unread.
 */

export type Case = { programs: Programs; events: readonly Event[] }
export type OpenHost<Claim> = (code: Code) => Host<Claim> | Promise<Host<Claim>>

/** A turn as both have it, and what the host computed. */
type Both<Claim> = { claim: Claim; turn: Turn; played: Played | null }

const REST_MAX = 300

/** @throws Error that says where the host left the oracle. */
export async function runCase<Claim>(openHost: OpenHost<Claim>, { programs, events }: Case): Promise<void> {
  const world: World = new Map()
  const host = await openHost((version) => backendOf(programs, version, world))
  const course = new Course(host, new Oracle(programs))
  for (const event of events) await course.happen(event)
  await course.rest()
  await course.compare([...world.values()])
}

class Course<Claim> {
  readonly #host: Host<Claim>
  readonly #oracle: Oracle
  readonly #written: { id: string; text: string; at: number }[] = []
  /** Long past, so that the clock of a database never comes before it. */
  #now = Date.UTC(2020, 0, 1)
  #both: Both<Claim> | null = null
  #lost: Both<Claim> | null = null

  constructor(host: Host<Claim>, oracle: Oracle) {
    this.#host = host
    this.#oracle = oracle
  }

  async happen(event: Event): Promise<void> {
    switch (event.type) {
      case 'write':
        return this.#write(event.text)
      case 'repeat': {
        const old = this.#written.at(-1 - event.nth)
        if (old) await this.#deliver(old)
        return
      }
      case 'play':
        return this.#play(event.dies)
      case 'commit':
        return this.#commit()
      case 'die':
        return this.#die()
      case 'late':
        return this.#late()
      case 'pass':
        this.#now += event.minutes * MINUTE_MS
        return
      case 'wake':
        return this.#take(await this.#host.wake(this.#now), this.#oracle.wake(this.#now))
      default:
        if (this.#written.length === 0 && event.type !== 'deploy') return
        await this.#host[event.type]()
        this.#oracle[event.type]()
    }
  }

  async rest(): Promise<void> {
    for (let left = REST_MAX; this.#both || !this.#oracle.isAtRest; left--) {
      if (left === 0) throw new Error('It never came to rest.')
      if (this.#both) {
        await this.#play(null)
        await this.#commit()
        continue
      }
      if (this.#oracle.isHuman) await this.happen({ type: 'handBack' })
      await this.happen({ type: 'pass', minutes: 180 })
      await this.happen({ type: 'wake' })
    }
  }

  async compare(executions: readonly number[]): Promise<void> {
    same('the transcript', await this.#host.transcript(), this.#oracle.transcript)
    const expected = this.#oracle.runs.flatMap(({ kept }) => [...kept.executed.values()])
    same('how often steps were executed', executions.toSorted(), expected.toSorted())
  }

  async #write(text: string): Promise<void> {
    const message = { id: `m${this.#written.length}-${crypto.randomUUID()}`, text, at: this.#now }
    this.#written.push(message)
    await this.#deliver(message)
  }

  async #deliver(message: { id: string; text: string; at: number }): Promise<void> {
    const claim = await this.#host.write(message)
    this.#take(claim, this.#oracle.write(message.id, message.text, message.at))
  }

  #take(claim: Claim | null, turn: Turn | null): void {
    same('whether a turn begins', claim !== null, turn !== null)
    if (claim !== null && turn) this.#both = { claim, turn, played: null }
  }

  async #play(dies: number | null): Promise<void> {
    const both = this.#both
    if (!both || both.played) return
    both.played = await this.#host.play(both.claim, { now: this.#now, dies })
    const survives = this.#oracle.play(both.turn, { now: this.#now, dies })
    same('whether the node survives the turn', both.played !== null, survives)
    if (!survives) await this.#die()
  }

  async #commit(): Promise<void> {
    if (!this.#both?.played) return
    const { claim, turn, played } = this.#both
    this.#both = null
    await this.#end({ claim, turn, played })
  }

  async #end({ claim, turn, played }: Both<Claim>, isDead = false): Promise<void> {
    const next = await this.#host.commit(claim, played as Played)
    const expected = this.#oracle.commit(turn)
    same('whether a turn is refused', next === 'refused', expected === 'refused')
    // What follows at a node that is dead is found by the wake.
    if (next === 'refused' || expected === 'refused' || isDead) return
    this.#take(next, expected)
  }

  async #die(): Promise<void> {
    if (this.#both?.played) this.#lost = this.#both
    this.#both = null
    await this.#host.die()
    this.#oracle.die()
  }

  async #late(): Promise<void> {
    const lost = this.#lost
    this.#lost = null
    if (lost) await this.#end(lost, true)
  }
}

function same(what: string, found: unknown, expected: unknown): void {
  const [a, b] = [JSON.stringify(found), JSON.stringify(expected)]
  if (a !== b) throw new Error(`${what}: ${a}, and must be ${b}`)
}
