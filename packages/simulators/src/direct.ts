import type { Clock } from './clock.ts'
import { inProcess } from './control/command.ts'
import { controlRoutes } from './control/routes.ts'
import { instagramCommands } from './instagram/commands.ts'
import { instagramTraits } from './instagram/traits.ts'
import { createMessaging } from './messaging/create-world.ts'
import { messagingRoutes } from './messaging/graph-routes.ts'
import { messagingLive } from './messaging-phone/live.ts'
import { messagingFiles, messagingPhoneRoutes } from './messaging-phone/routes.ts'
import { messengerCommands } from './messenger/commands.ts'
import { messengerTraits } from './messenger/traits.ts'

/** Messenger and Instagram, each kept in a file of its own beside `stateFile`, by the clock of WhatsApp. */
export function createDirect(options: { stateFile: string | undefined; clock: Clock; url(): string }) {
  const { stateFile, clock, url } = options
  const fileOf = (name: string) => (stateFile === undefined ? undefined : `${stateFile}.${name}`)
  const messenger = createMessaging({ traits: messengerTraits, clock, url, stateFile: fileOf('messenger') })
  const instagram = createMessaging({ traits: instagramTraits, clock, url, stateFile: fileOf('instagram') })
  return {
    worlds: { messenger, instagram },
    live: { messenger: messagingLive(messenger), instagram: messagingLive(instagram) },
    routes: [
      ...messagingRoutes({ messenger, instagram }),
      ...messagingFiles(),
      ...messagingPhoneRoutes(messenger),
      ...messagingPhoneRoutes(instagram),
      ...controlRoutes('messenger', messengerCommands, messenger),
      ...controlRoutes('instagram', instagramCommands, instagram),
    ],
    controls: {
      messenger: inProcess(messengerCommands, messenger),
      instagram: inProcess(instagramCommands, instagram),
    },
    async close() {
      await Promise.all([messenger.close(), instagram.close()])
    },
  }
}
