import type { ToolEnd } from '@hilo/protocol'
import { type Backend, type Duration, durationMs } from '@hilo/runtime/replay'
import { beginRun, type RunOf, type SimulationOptions } from './begin-run.ts'
import { requireNoFailure } from './failed.ts'
import { playOut } from './play-out.ts'

/** What a tool came to, as whoever asked for it is told. */
export type ToolCalled =
  /** `reply`: what the contact is told where somebody agreed first; null: that it was done. */
  { readonly result: unknown; readonly reply: string | null } | { readonly refused: string }

const LIMIT: Duration = '10 seconds'

/**
 * Runs a tool once, over a journal of its own that each attempt of a step replays.
 *
 * @throws Error with the author's stack when it fails.
 */
export async function callTool<Config, State>(
  backend: Backend<Config, State>,
  options: SimulationOptions,
  { about, name, input }: { about: RunOf; name: string; input: unknown },
): Promise<ToolCalled> {
  const tool = { name, input: JSON.parse(JSON.stringify(input)), isCheck: false, ms: durationMs(LIMIT) }
  const run = beginRun(backend, options, about)
  run.circumstances = { ...run.circumstances, runId: `${run.circumstances.conversationId}-${name}`, tool }
  await playOut(run, run.play('start'))
  const { end } = run
  requireNoFailure(about.notes, end)
  if (end?.type !== 'done') throw new Error(`The tool '${name}' did not end.`)
  const came = end.output as ToolEnd
  return came.type === 'refused'
    ? { refused: came.reason }
    : { result: came.result ?? null, reply: came.reply }
}
