import { type Backend, type Chat, defineBackend } from '@hilo/runtime/replay'
import { z } from '@hilo/sdk'
import { type Act, MINUTE_MS, type Programs } from './program.ts'

/** How often each step was really executed, by its idempotency key: the outside world. */
export type World = Map<string, number>

/** The program of a version as an author would write it; every sentence tells its version. */
export function backendOf(programs: Programs, version: number, world: World): Backend {
  const acts = programs[version % programs.length] ?? []
  return defineBackend({
    name: 'model',
    async run(chat) {
      for (const [index, act] of acts.entries()) await perform(chat, act, `v${version}.${index}`)
    },
  })

  async function perform(chat: Chat, act: Act, here: string): Promise<void> {
    switch (act.does) {
      case 'say':
        return chat.say(here)
      case 'hear':
        return chat.say(`${here} ${await chat.ask()}`)
      case 'ask': {
        const limit = act.minutes === null ? {} : { timeout: act.minutes * MINUTE_MS }
        return chat.say(`${here} ${await chat.ask(`${here}?`, { ...limit, onTimeout: () => 'nothing' })}`)
      }
      case 'number':
        return chat.say(`${here} ${await chat.ask(`${here}?`, { as: z.coerce.number(), retry: `${here}!` })}`)
      case 'step':
        return chat.say(
          `${here} ${await chat.step(here, (context) => execute(context.idempotencyKey, act.fails))}`,
        )
      case 'sleep':
        await chat.sleep(act.minutes * MINUTE_MS)
        return chat.say(`${here} awake`)
      case 'now':
        return chat.say(`${here} ${chat.now().getTime()}`)
      case 'handoff':
        return chat.handoff(here)
    }
  }

  function execute(key: string, fails: number): number {
    const times = (world.get(key) ?? 0) + 1
    world.set(key, times)
    if (times <= fails) throw new Error('Not yet.')
    return times
  }
}
