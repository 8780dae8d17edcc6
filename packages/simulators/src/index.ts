export type {
  CalendarControl,
  InstagramControl,
  MessengerControl,
  SimulatorControls,
  WhatsAppControl,
} from './control/client.ts'
export { simulatorClient } from './control/client.ts'
export type { SimulatorOptions, Simulators } from './simulators.ts'
export { startSimulators } from './simulators.ts'
export type { PhoneMessage } from './whatsapp/world.ts'
