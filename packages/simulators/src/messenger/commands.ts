/** What only Messenger has, with everything it shares with Instagram. */
import { z } from 'zod'
import { command, messagingCommands, speak } from '../messaging/commands.ts'
import { From, Said } from '../messaging/inputs.ts'
import { photoOf } from '../messaging/send-file.ts'
import { writeMessage } from '../messaging/write-message.ts'

/** The sticker everybody knows: a thumb. */
const THUMB = 369239263222822

export const messengerCommands = {
  ...messagingCommands,
  getStarted: command(z.object(From), (world, at) =>
    writeMessage(world, at, { postback: { title: 'Get Started', payload: 'GET_STARTED' } }),
  ),
  sendLocation: command(
    z.object({
      ...Said,
      latitude: z.number().min(-90).max(90).default(40.4169),
      longitude: z.number().min(-180).max(180).default(-3.7033),
      name: z.string().default('Pinned Location'),
    }),
    (world, { latitude, longitude, name, ...from }) => {
      const coordinates = { lat: latitude, long: longitude }
      return speak(world, from, {
        attachments: [{ type: 'location', title: name, payload: { coordinates } }],
      })
    },
  ),
  /** One sticker: an attachment of its own kind since August 2026. */
  sendSticker: command(
    z.object({ ...Said, stickerId: z.number().int().default(THUMB) }),
    async (world, { stickerId, ...from }) => {
      const payload = { ...(await photoOf(world, { shot: 7 })), sticker_id: stickerId }
      return speak(world, from, { attachments: [{ type: 'sticker', payload }] })
    },
  ),
}
