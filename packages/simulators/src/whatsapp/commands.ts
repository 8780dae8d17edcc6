/** Everything a test, a phone page or the development server may ask of the simulated WhatsApp. */
import { z } from 'zod'
import { commandOf } from '../control/command.ts'
import { addApp } from '../meta/app.ts'
import { awaitIdle } from '../meta/await-found.ts'
import { changeSettings, type SettingsChange } from '../meta/change-settings.ts'
import { AppChoiceInput, Delay, IdleInput, PersonId, Waiting, WebhooksInput } from '../meta/inputs.ts'
import { accountCommands } from './account-commands.ts'
import { addFault } from './add-fault.ts'
import { addPerson } from './add-person.ts'
import { awaitMessages } from './await-messages.ts'
import { writeDocument } from './document.ts'
import { look } from './look.ts'
import { addTemplate, changeTemplate } from './manage-templates.ts'
import { moreCommands } from './more-commands.ts'
import { drawPhoto, Shown } from './photo.ts'
import { pressChoice } from './press-choice.ts'
import { registerNumber } from './register-number.ts'
import { recordVoice, Spoken } from './voice.ts'
import { chatOf, type Settings, TEMPLATE_STATUSES, type WhatsApp } from './world.ts'
import { numberOf, personOf, react, writeMessage } from './write-message.ts'

const command = commandOf<WhatsApp>()

const From = { personId: z.string(), phoneNumberId: z.string().optional() }
const At = z.object(From)
const Written = { ...From, replyTo: z.string().optional() }
const ReportDelay = Delay.nullable()

const AppInput = z.object({
  id: z.string(),
  appSecret: z.string(),
  verifyToken: z.string(),
  webhookUrl: z.url(),
})

const NumberInput = z.object({
  phoneNumberId: z.string(),
  displayPhoneNumber: z.string(),
  verifiedName: z.string().optional(),
  wabaId: z.string(),
  accessToken: z.string().min(1),
  appId: z.string().optional(),
  ...AppChoiceInput,
})

const PersonInput = z.object({
  id: PersonId.optional(),
  name: z.string().min(1),
  username: z.string().optional(),
  phone: z.string().optional(),
  bsuid: z.union([z.string(), z.literal(true)]).optional(),
})

const FaultInput = z.object({
  /** A code, a code and a subcode (`190_463`), or `http_500`, `hang`, `lose_answer`: see `faultKinds`. */
  kind: z.string(),
  times: z.number().int().min(1).default(1),
  phoneNumberId: z.string().nullable().default(null),
  personId: z.string().nullable().default(null),
  /**
   * `status`: the send is accepted and fails afterwards; only for the numbered kinds. `upload`: a file's
   * upload.
   */
  when: z.enum(['answer', 'status', 'upload']).default('answer'),
})

const SettingsInput = z.object({
  latencyMs: Delay.optional(),
  sentMs: ReportDelay.optional(),
  deliveredMs: ReportDelay.optional(),
  readMs: ReportDelay.optional(),
  sendsPerSecondMax: z.number().int().min(1).optional(),
  pairBurstMax: z.number().int().min(1).optional(),
  webhooks: WebhooksInput.optional(),
})

const Category = z.enum(['utility', 'marketing', 'authentication'])
const Components = z.array(z.record(z.string(), z.unknown()))

const TemplateInput = z.object({
  wabaId: z.string(),
  name: z.string().regex(/^[a-z0-9_]{1,512}$/),
  language: z.string(),
  category: Category.default('utility'),
  format: z.enum(['POSITIONAL', 'NAMED']).optional(),
  status: z.enum(TEMPLATE_STATUSES).optional(),
  /** The text alone; with `quickReplies` under it. */
  body: z.string().min(1).max(1024).optional(),
  quickReplies: z.array(z.string().min(1).max(25)).max(10).default([]),
  /** All its parts, as Graph writes them, in the place of `body`. */
  components: Components.optional(),
})

const TemplateChangeInput = z.object({
  wabaId: z.string(),
  name: z.string(),
  language: z.string().optional(),
  status: z.enum(TEMPLATE_STATUSES).optional(),
  /** Why it is rejected. */
  reason: z.string().optional(),
  category: Category.optional(),
  quality: z.enum(['green', 'yellow', 'red', 'unknown']).optional(),
  components: Components.optional(),
})

const WaitInput = z.object({ ...From, ...Waiting })

export const whatsappCommands = {
  ...accountCommands,
  ...moreCommands,
  addApp: command(AppInput, addApp),
  registerNumber: command(NumberInput, registerNumber),
  addPerson: command(PersonInput, addPerson),
  addTemplate: command(TemplateInput, (world, { body, quickReplies, components, ...about }) => {
    const buttons = quickReplies.map((text) => ({ type: 'QUICK_REPLY', text }))
    const under = buttons.length > 0 ? [{ type: 'BUTTONS', buttons }] : []
    addTemplate(world, {
      ...about,
      components: components ?? [{ type: 'BODY', text: body ?? '' }, ...under],
    })
  }),
  templates: command(z.object({ wabaId: z.string() }), (world, { wabaId }) =>
    world.templates.filter((template) => template.wabaId === wabaId),
  ),
  /** Approves, rejects, pauses or recategorises a template, and tells the server. */
  changeTemplate: command(TemplateChangeInput, changeTemplate),
  people: command(z.object({}), (world) => [...world.people.values()]),
  numbers: command(z.object({}), (world) => [...world.numbers.values()]),

  say: command(z.object({ ...Written, text: z.string().min(1).max(65_536) }), (world, { text, ...from }) =>
    writeMessage(world, from, { type: 'text', body: { body: text }, ...quoting(from) }),
  ),
  press: command(
    z.object({
      ...From,
      messageId: z.string().optional(),
      choiceId: z.string().optional(),
      title: z.string().optional(),
    }),
    pressChoice,
  ),
  react: command(
    z.object({ personId: z.string(), messageId: z.string(), emoji: z.string().nullable() }),
    react,
  ),
  sendLocation: command(
    z.object({
      ...Written,
      latitude: z.number().min(-90).max(90).default(40.4169),
      longitude: z.number().min(-180).max(180).default(-3.7033),
      name: z.string().optional(),
      address: z.string().optional(),
    }),
    (world, { latitude, longitude, name, address, ...from }) =>
      writeMessage(world, from, {
        type: 'location',
        body: { latitude, longitude, name, address },
        ...quoting(from),
      }),
  ),
  sendContact: command(
    z.object({ ...Written, name: z.string().min(1), phone: z.string().min(1) }),
    (world, { name, phone, ...from }) =>
      writeMessage(world, from, { type: 'contacts', body: [cardOf(name, phone)], ...quoting(from) }),
  ),
  sendPhoto: command(
    z.object({
      ...Written,
      caption: z.string().max(1024).optional(),
      /** The same shot is the same file; without it each photo is another one. */
      shot: z.number().int().min(0).optional(),
      ...Shown,
    }),
    async (world, { caption, words, shot = world.messages.size, ...from }) => {
      const media = await world.media.put(drawPhoto(shot, words), 'image/png', null)
      const body = { id: media.id, mime_type: media.mimeType, sha256: media.sha256, caption }
      return writeMessage(world, from, { type: 'image', body, ...quoting(from) })
    },
  ),
  sendVoice: command(z.object({ ...Written, ...Spoken }), async (world, { seconds, words, ...from }) => {
    const media = await world.media.put(recordVoice(seconds, words), 'audio/ogg; codecs=opus', null)
    const body = { id: media.id, mime_type: media.mimeType, sha256: media.sha256, voice: true }
    return writeMessage(world, from, { type: 'audio', body, ...quoting(from) })
  }),
  sendDocument: command(
    z.object({
      ...Written,
      filename: z.string().min(1).max(240).default('Document.pdf'),
      caption: z.string().max(1024).optional(),
    }),
    async (world, { filename, caption, ...from }) => {
      const bytes = writeDocument(filename.replace(/[^ -~]/g, '?'))
      const media = await world.media.put(bytes, 'application/pdf', filename)
      const body = { id: media.id, mime_type: media.mimeType, sha256: media.sha256, filename, caption }
      return writeMessage(world, from, { type: 'document', body, ...quoting(from) })
    },
  ),
  /** Sends a message of any type, for those that have no command of their own. */
  send: command(
    z.object({ ...Written, type: z.string(), body: z.unknown() }),
    (world, { type, body, ...from }) => writeMessage(world, from, { type, body, ...quoting(from) }),
  ),
  /** Posts any body to the webhook of a number, signed. */
  post: command(
    z.object({ phoneNumberId: z.string(), body: z.unknown() }),
    (world, { phoneNumberId, body }) => {
      numberOf(world, phoneNumberId)
      world.webhooks.push(`raw ${phoneNumberId}`, { kind: 'raw', phoneNumberId, body })
    },
  ),

  look: command(At, look),
  messages: command(At, (world, at) => threadOf(world, at).messages),
  /**
   * The messages of the business beyond the first `after`, as soon as there is one. Fails when none comes.
   */
  awaitMessages: command(WaitInput, awaitMessages),
  /** Resolves when every webhook so far was acknowledged or given up. */
  awaitIdle: command(IdleInput, awaitIdle),
  webhookCounts: command(z.object({}), (world) => world.webhooks.counts()),

  fail: command(FaultInput, addFault),
  clearFaults: command(z.object({}), (world) => {
    world.faults.length = 0
  }),
  settings: command(SettingsInput, (world, change: SettingsChange<Settings>) =>
    changeSettings(world, change),
  ),
}

function threadOf(world: WhatsApp, at: z.output<typeof At>) {
  return chatOf(world, numberOf(world, at.phoneNumberId).phoneNumberId, personOf(world, at.personId).id)
}

function quoting(from: { replyTo?: string | undefined }): { replyTo: string | null } {
  return { replyTo: from.replyTo ?? null }
}

function cardOf(name: string, phone: string): Record<string, unknown> {
  const [first = name] = name.split(' ')
  const digits = phone.replace(/\D/g, '')
  return {
    name: { formatted_name: name, first_name: first },
    phones: [{ phone, wa_id: digits, type: 'CELL' }],
  }
}
