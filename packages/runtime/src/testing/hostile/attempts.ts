import { egressAttempts } from './egress.ts'
import { exhaustionAttempts } from './exhaustion.ts'
import { fileAttempts } from './files.ts'
import { networkAttempts } from './network.ts'
import { processAttempts } from './processes.ts'
import { protocolAttempts } from './protocol.ts'

/** All that is tried, by what it is after. */
export const ATTEMPTS = {
  files: fileAttempts,
  processes: processAttempts,
  network: networkAttempts,
  protocol: protocolAttempts,
  egress: egressAttempts,
  exhaustion: exhaustionAttempts,
}
