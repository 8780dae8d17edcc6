/** Everything that a test, a phone page or the development server may ask of both platforms. */
import { newId } from '@hilo/protocol'
import { z } from 'zod'
import { commandOf } from '../control/command.ts'
import { addApp } from '../meta/app.ts'
import { awaitIdle } from '../meta/await-found.ts'
import { changeSettings, type SettingsChange } from '../meta/change-settings.ts'
import { IdleInput, WebhookInput } from '../meta/inputs.ts'
import { Shown } from '../whatsapp/photo.ts'
import { Spoken } from '../whatsapp/voice.ts'
import { awaitMessages } from './await-messages.ts'
import { writeComment } from './comment.ts'
import { look } from './deliver.ts'
import { addFault, faultKinds } from './faults.ts'
import { accountOf, type At as Place, placeOf } from './find.ts'
import {
  AccountChangeInput,
  AccountInput,
  AppInput,
  At,
  FaultInput,
  From,
  OnMessage,
  PersonInput,
  ReferralInput,
  Said,
  SettingsInput,
  Text,
  WaitInput,
} from './inputs.ts'
import { reactFromPage, writeFromPage } from './page-inbox.ts'
import { pressChoice } from './press-choice.ts'
import { answerInPublic } from './public-reply.ts'
import { pushEvent, queueEvent } from './push-event.ts'
import { addPerson, changeAccount, registerAccount } from './register-account.ts'
import { documentOf, newMediaId, photoOf, STORY_LIFE_MS, voiceOf } from './send-file.ts'
import { handOver } from './thread-control.ts'
import { openWindow, setWindow } from './window.ts'
import {
  type Comment,
  type DirectMessage,
  type MessageBody,
  type Messaging,
  type Settings,
  tell,
} from './world.ts'
import { editMessage, react, unsend, writeMessage } from './write-message.ts'

export const command = commandOf<Messaging>()

export type Sayer = Place & { replyTo?: string | undefined; by: 'person' | 'page' }

/** Says something for whichever side it is. */
export function speak(world: Messaging, { by, replyTo, ...at }: Sayer, body: MessageBody): DirectMessage {
  return (by === 'page' ? writeFromPage : writeMessage)(world, at, { ...body, replyTo })
}

export const messagingCommands = {
  addApp: command(AppInput, addApp),
  registerAccount: command(AccountInput, registerAccount),
  changeAccount: command(AccountChangeInput, changeAccount),
  addPerson: command(PersonInput, addPerson),
  people: command(z.object({}), (world) => [...world.people.values()]),
  accounts: command(z.object({}), (world) => [...world.accounts.values()]),

  say: command(z.object({ ...Said, text: Text }), (world, { text, ...from }) => speak(world, from, { text })),
  press: command(
    z.object({
      ...From,
      messageId: z.string().optional(),
      payload: z.string().optional(),
      title: z.string().optional(),
    }),
    pressChoice,
  ),
  /** A message with anything in it, for what has no command of its own. */
  send: command(
    z.object({
      ...Said,
      text: Text.optional(),
      attachments: z
        .array(z.object({ type: z.string(), payload: z.record(z.string(), z.unknown()) }))
        .optional(),
      quickReply: z.string().optional(),
      isUnsupported: z.literal(true).optional(),
    }),
    (world, { by, replyTo, personId, accountId, ...body }) =>
      speak(world, { by, replyTo, personId, accountId }, body),
  ),
  sendPhoto: command(
    z.object({
      ...Said,
      shot: z.number().int().min(0).optional(),
      count: z.number().int().min(1).max(10).default(1),
      ...Shown,
    }),
    async (world, { shot = world.messages.size, count, words, ...from }) => {
      const photos = Array.from({ length: count }, (_, index) =>
        photoOf(world, { shot: shot + index, words }),
      )
      const attachments = (await Promise.all(photos)).map((payload) => ({ type: 'image', payload }))
      return speak(world, from, { attachments })
    },
  ),
  sendVoice: command(z.object({ ...Said, ...Spoken }), async (world, { seconds, words, ...from }) =>
    speak(world, from, { attachments: [await voiceOf(world, { seconds, words })] }),
  ),
  sendDocument: command(
    z.object({ ...Said, filename: z.string().min(1).max(240).default('Document.pdf') }),
    async (world, { filename, ...from }) =>
      speak(world, from, { attachments: [await documentOf(world, filename)] }),
  ),
  /** Answers a story of the business. */
  replyToStory: command(z.object({ ...From, text: Text }), async (world, { text, ...at }) => {
    const { url } = await photoOf(world, { shot: 3, lifeMs: STORY_LIFE_MS })
    return writeMessage(world, at, { text, story: { id: newMediaId(), url } })
  }),
  /** A button that stands outside of messages: get started, an ice breaker, the menu. */
  postback: command(
    z.object({ ...From, title: z.string(), payload: z.string(), referral: ReferralInput.optional() }),
    (world, { title, payload, referral, ...at }) =>
      writeMessage(world, at, { postback: { title, payload }, referral }),
  ),
  /** Comes by a link or an ad: with a text the message carries it, without one it is an event of its own. */
  refer: command(
    z.object({ ...From, ...ReferralInput.shape, text: Text.optional() }),
    (world, { personId, accountId, text, ...given }) => {
      const link = { source: 'SHORTLINK', type: 'OPEN_THREAD' }
      const referral = { ...(given.product ? {} : link), ...given }
      const at = { personId, accountId }
      if (text !== undefined) return writeMessage(world, at, { text, referral })
      const { thread } = placeOf(world, at)
      openWindow(world, thread, referral)
      pushEvent(world, thread, { field: 'referral', event: { referral } })
      return null
    },
  ),
  react: command(z.object({ ...OnMessage, emoji: z.string().nullable() }), react),
  edit: command(z.object({ ...OnMessage, text: Text }), editMessage),
  unsend: command(z.object(OnMessage), unsend),
  comment: command(z.object({ ...From, text: Text }), writeComment),
  /** What somebody said in public, and what was answered there. */
  comments: command(At, (world, at) => {
    const { account, person } = placeOf(world, at)
    const isTheirs = (one: Comment) => one.accountId === account.id && one.personId === person.id
    return [...world.comments.values()].filter(isTheirs)
  }),
  /** People of the business answer a comment in public, past the server. */
  answerComment: command(z.object({ commentId: z.string(), text: Text }), answerInPublic),
  /** Opens or closes the time for free answers, without moving the clock of everybody. */
  setWindow: command(z.object({ ...From, isOpen: z.boolean() }), (world, { isOpen, ...at }) =>
    setWindow(world, placeOf(world, at).thread, isOpen),
  ),
  block: command(
    z.object({ ...From, isBlocked: z.boolean().default(true) }),
    (world, { isBlocked, ...at }) => {
      const { thread } = placeOf(world, at)
      thread.isBlocked = isBlocked
      tell(world, thread)
    },
  ),
  look: command(At, (world, at) => look(world, placeOf(world, at).thread)),

  reactFromPage: command(z.object({ ...OnMessage, emoji: z.string().nullable() }), reactFromPage),
  handOver: command(
    z.object({
      ...From,
      move: z.enum(['take', 'pass', 'request']),
      metadata: z.string().optional(),
      appId: z
        .string()
        .regex(/^\d{1,20}$/)
        .optional(),
    }),
    handOver,
  ),

  thread: command(At, (world, at) => placeOf(world, at).thread),
  messages: command(At, (world, at) => placeOf(world, at).thread.messages),
  awaitMessages: command(WaitInput, awaitMessages),
  /** Resolves when every webhook so far was acknowledged or given up. */
  awaitIdle: command(IdleInput, awaitIdle),
  webhookCounts: command(z.object({}), (world) => world.webhooks.counts()),
  /** Posts any body to the webhook of an account, signed. */
  post: command(
    z.object({ accountId: z.string().optional(), body: z.unknown() }),
    (world, { accountId, body }) => {
      const { id } = accountOf(world, accountId)
      const at = world.clock.now()
      const rest = { personId: '', where: 'raw', event: body, mid: null } as const
      queueEvent(world, { id: newId(), accountId: id, at, ...rest })
    },
  ),

  /** The last hundred bodies that were posted, the newest first. */
  webhookLog: command(z.object({}), (world) => world.webhooks.recent()),
  /** Posts one of them again, byte for byte, and gives the status of the answer. */
  repeatWebhook: command(WebhookInput, (world, { id }) => world.webhooks.repeat(id)),

  fail: command(FaultInput, addFault),
  faults: command(z.object({}), (world) => world.faults),
  faultKinds: command(z.object({}), faultKinds),
  clearFaults: command(z.object({}), (world) => {
    world.faults.length = 0
  }),
  settings: command(SettingsInput, (world, change: SettingsChange<Settings>) =>
    changeSettings(world, change),
  ),
}
