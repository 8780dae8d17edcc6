/** What only Instagram has, with everything it shares with Messenger. */
import { z } from 'zod'
import { command, messagingCommands, speak } from '../messaging/commands.ts'
import { From, Said } from '../messaging/inputs.ts'
import { newMediaId, photoOf, STORY_LIFE_MS } from '../messaging/send-file.ts'
import { writeMessage } from '../messaging/write-message.ts'

export const instagramCommands = {
  ...messagingCommands,
  /** Names the business in a story of their own; its picture is gone with the story, after a day. */
  mentionInStory: command(z.object(From), async (world, at) => {
    const payload = await photoOf(world, { shot: 5, lifeMs: STORY_LIFE_MS })
    return writeMessage(world, at, { attachments: [{ type: 'story_mention', payload }] })
  }),
  /** Shares a post or a reel. `share` is how posts came before. */
  sharePost: command(
    z.object({
      ...From,
      kind: z.enum(['share', 'ig_post', 'ig_reel']).default('ig_post'),
      title: z.string().optional(),
    }),
    async (world, { kind, title = '', ...at }) => {
      const { url } = await photoOf(world, { shot: 9 })
      const ids = {
        share: {},
        ig_post: { ig_post_media_id: newMediaId() },
        ig_reel: { reel_video_id: newMediaId() },
      }
      const payload = kind === 'share' ? { url } : { ...ids[kind], title, url }
      return writeMessage(world, at, { attachments: [{ type: kind, payload }] })
    },
  ),
  sendHeart: command(z.object(Said), (world, from) =>
    speak(world, from, { attachments: [{ type: 'like_heart', payload: {} }] }),
  ),
  /** A picture to be seen once: it comes without an address. */
  sendEphemeral: command(z.object(From), (world, at) =>
    writeMessage(world, at, { attachments: [{ type: 'ephemeral', payload: {} }] }),
  ),
}
