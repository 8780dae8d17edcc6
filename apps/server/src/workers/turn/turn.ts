import type { Address, ContactSnapshot, Id, InboxMessage } from '@hilo/protocol'
import type { Pool } from '@hilo/runtime'
import type { Performing } from '../../answers/toolbox/perform.ts'
import type { Versions } from '../../domain/backend/version.ts'
import type { Secrets } from '../../domain/secret/open.ts'
import type { Models } from '../../models/models.ts'
import type { WorkerContext } from '../context.ts'
import type { Deliverer } from '../deliver/deliver-message.ts'
import type { CrashWatch } from './crash-watch.ts'
import type { Gathering } from './gathering.ts'
import type { TurnLimits } from './turn-limits.ts'

/** What a turn is played with: who writes, what is unread, and when it is. */
export type TurnInput = {
  contact: ContactSnapshot
  inbox: InboxMessage[]
  now: number
  recipient: readonly Address[]
  /** It is being found out what a file of an unread message says. */
  awaitsWords: boolean
}

/** What all turns of this node share. */
export type Runner = {
  context: WorkerContext
  pool: Pool
  versions: Versions
  secrets: Secrets
  models: Models
  /** What tools need. */
  performing: Performing
  deliverer: Deliverer
  limits: TurnLimits
  crashes: CrashWatch
  gathering: Gathering
  active: Map<Id, number>
  left: number
}
