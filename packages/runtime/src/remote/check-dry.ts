import type { AiValue } from '@hilo/protocol'
import { describeRemote } from './describe-remote.ts'
import { playDry } from './play-dry.ts'
import { type Place, type Talk, talk } from './rehearse.ts'

/** A backend that says so does no step in a dry turn, and comes to the same with the results it is given. */
export async function keepsDry(place: Place): Promise<string | null> {
  const { dry } = await describeRemote(place.egress, place.remote)
  if (!dry) return null
  for (const each of await talk(place)) {
    const fault = await compareDry(place, each)
    if (fault) return fault
  }
  return null
}

async function compareDry(place: Place, { journal, input, last, steps }: Talk): Promise<string | null> {
  const results = new Map(steps.map(({ position, value }) => [position, value as { ok?: unknown }]))
  const played = await playDry(place, {
    journal,
    turn: input,
    io: {
      step: async (entry) => ({ ...entry, value: results.get(entry.position) ?? entry.value }),
      log: () => undefined,
      aiResult: (_, position) => results.get(position) as AiValue | undefined,
      perform: ({ context }) => results.get(context.idempotencyKey.split(':').at(-1) ?? '')?.ok ?? null,
    },
  })
  if (last?.type !== 'turn_end') return null
  const isSame = JSON.stringify(played.end) === JSON.stringify(last.end)
  return isSame ? null : 'A dry turn with the same results of its steps ended otherwise.'
}
