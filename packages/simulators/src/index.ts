export type {
  CalendarControl,
  InstagramControl,
  MessengerControl,
  SimulatorControls,
  WhatsAppControl,
} from './control/client.ts'
export { simulatorClient } from './control/client.ts'
export { readScenario } from './scenario/read-scenario.ts'
export type { ScenarioResult, StepResult } from './scenario/run-scenario.ts'
export { runScenario } from './scenario/run-scenario.ts'
export type { Scenario } from './scenario/scenario.ts'
export type { SimulatorOptions, Simulators } from './simulators.ts'
export { startSimulators } from './simulators.ts'
export { recordVoice } from './whatsapp/voice.ts'
export type { PhoneMessage } from './whatsapp/world.ts'
