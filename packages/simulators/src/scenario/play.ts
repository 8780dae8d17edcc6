import type { SimulatorControls } from '../control/client.ts'
import type { Channel, Scenario } from './scenario.ts'

/** What a scenario talks to: the simulators of this process, or the client of others. */
export type ScenarioControls = Pick<SimulatorControls, Channel | 'clock'>

/** Where a step happens, and how many messages of the business the scenario has seen there. */
export type Place = { channel: Channel; personId: string }
export type Play = { controls: ScenarioControls; scenario: Scenario; seen: Map<string, number> }
