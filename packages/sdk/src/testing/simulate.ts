import type { Backend } from '@hilo/runtime/replay'
import type { SimulationOptions } from './begin-run.ts'
import { Simulation } from './simulation.ts'

/**
 * Begins a conversation with a backend, whose contact has not written yet. Each turn replays the function
 * from its journal, as after a restart, so code that cannot be replayed fails here too.
 */
export function simulate<Config, State>(
  backend: Backend<Config, State>,
  options: SimulationOptions = {},
): Simulation<Config, State> {
  return new Simulation(backend, options)
}
