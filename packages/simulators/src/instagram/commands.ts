/** What only Instagram has, with everything it shares with Messenger. */
import { randomInt } from 'node:crypto'
import { z } from 'zod'
import { command, messagingCommands, speak } from '../messaging/commands.ts'
import { From, Said, Text } from '../messaging/inputs.ts'
import { photoOf } from '../messaging/send-file.ts'
import { writeMessage } from '../messaging/write-message.ts'

const STORY_LIFE_MS = 86_400_000

export const instagramCommands = {
  ...messagingCommands,
  /** Answers a story of the business. */
  replyToStory: command(z.object({ ...From, text: Text }), async (world, { text, ...at }) => {
    const { url } = await photoOf(world, 3, STORY_LIFE_MS)
    return writeMessage(world, at, { text, story: { id: newMediaId(), url } })
  }),
  /** Names the business in a story of their own; its picture is gone with the story, after a day. */
  mentionInStory: command(z.object(From), async (world, at) => {
    const payload = await photoOf(world, 5, STORY_LIFE_MS)
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
      const { url } = await photoOf(world, 9)
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

function newMediaId(): string {
  return `179${randomInt(1_000_000, 9_999_999)}${randomInt(1_000_000, 9_999_999)}`
}
