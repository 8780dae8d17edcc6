import { instagramCommands } from '../instagram/commands.ts'
import { messengerCommands } from '../messenger/commands.ts'
import { whatsappCommands } from '../whatsapp/commands.ts'

/** What can be asked of each channel, by name. */
export const channelCommands = {
  whatsapp: whatsappCommands,
  messenger: messengerCommands,
  instagram: instagramCommands,
}
