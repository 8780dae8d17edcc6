import { type FileHost, type Place, type Talk, talk, WILLING } from './rehearse.ts'

/** What the conformance kit looks at where a backend lets models read something. */
export const MODEL_RULES: readonly [string, (place: Place) => Promise<string | null>][] = [
  ['asks a model once, and records what came', (place) => withModels(place, WILLING)],
  ['records that no model can be had, and goes on or ends', (place) => withModels(place, UNWILLING)],
]

const UNWILLING: FileHost = {
  ...WILLING,
  model: ({ ask }) => ({ ask, fault: 'not_configured', message: 'There is no model here.' }),
}

async function withModels(place: Place, host: FileHost): Promise<string | null> {
  const talks = await talk(place, { host })
  return talks.map(faultOf).find((fault) => fault !== null) ?? null
}

function faultOf({ asks, steps }: Talk): string | null {
  const asked = asks.flatMap((each) => (each.type === 'ask_model' ? [each.ask] : []))
  if (asked.length === 0) return null
  if (new Set(asked).size !== asked.length) return 'It asked a model again for what had been answered.'
  const isRecorded = steps.some(({ kind }) => kind === 'ai')
  return isRecorded ? null : 'What came of a question to a model is recorded as a step is, of kind `ai`.'
}
