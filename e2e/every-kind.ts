import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { hear, pick, say } from './phone.ts'
import type { Stage } from './stage.ts'

/**
 * Every kind of message, both ways, on each channel: from the phone to the inbox and back. The browser test
 * plays it; `npm run pictures` plays it and keeps what it looks like.
 */

export type Picture = (page: Page, name: string) => Promise<void>

const PHOTO = join(import.meta.dirname, '../docs/images/phone-390.png')
const PAPER = join(import.meta.dirname, '../LICENSE')
const PEOPLE = {
  messenger: { id: 'valentina', name: /Valentina Roldán/ },
  instagram: { id: 'bruno', name: /Bruno Acosta/ },
}

type Scene = { phone: Page; inbox: Page; log: Locator }

/** WhatsApp, from the list of a micro-backend to a message that is taken back. */
export async function playWhatsApp(stage: Stage, picture: Picture): Promise<void> {
  const phone = await (await stage.stranger()).newPage()
  await phone.goto(stage.stack.phoneUrl('sam'))
  await say(phone, 'Hola')
  await hear(phone, '¿Para cuántas personas?')
  await say(phone, 'Somos 3')
  await hear(phone, '¿Para qué día?')
  const day = await pick(phone, 'Ver días', 1)
  const scene = await openInbox(stage, phone, /Sam Carter/)
  const { log } = scene
  await log.getByText(day).last().waitFor()
  await log.getByText('picked from a list').waitFor()

  for (const [kind, seen] of [
    ['Photo', log.getByRole('button', { name: /^Open large/ })],
    ['Voice note', log.getByLabel('Voice message')],
    ['Document', log.getByText('Invoice 2041.pdf')],
    ['Sticker', log.getByAltText('Sticker').or(log.getByText('Sticker'))],
    ['Location', log.getByText('Puerta del Sol')],
    ['Contact', log.getByText('Lucía Vega')],
    ['Order', log.getByText('Order of 2 items')],
  ] as const) {
    await attach(phone, kind)
    await seen.first().waitFor()
  }
  await answerForm(stage, scene)
  await fillBasket(stage, scene)
  await pressCard(stage, scene)
  await changeOwn(scene, ['Delete for everyone', 'You deleted this message'])
  await answer(scene)
  await picture(phone, 'whatsapp-phone')
  await picture(scene.inbox, 'whatsapp-inbox')
}

/** Messenger or Instagram, with what each has alone. */
export async function playDirect(
  stage: Stage,
  channel: 'messenger' | 'instagram',
  picture: Picture,
): Promise<void> {
  const phone = await (await stage.stranger()).newPage()
  const { id, name } = PEOPLE[channel]
  await phone.goto(`${stage.stack.simulatorsUrl}/phones/${channel}/${id}?lang=en`)
  await say(phone, 'Hola')
  await hear(phone, '¿Para cuántas personas?')
  const scene = await openInbox(stage, phone, name)
  const { log } = scene

  const own =
    channel === 'messenger'
      ? ([
          ['Location', log.getByText('Puerta del Sol')],
          ['Sticker', log.getByAltText('Sticker').or(log.getByText('Sticker'))],
        ] as const)
      : ([
          ['Mention them in a story', log.getByText('Mentioned you in a story')],
          ['Share a post', log.getByText('Shared a post')],
          ['Share a reel', log.getByText('Shared a reel')],
        ] as const)
  for (const [kind, seen] of [
    ['Photo', log.getByRole('button', { name: /^Open large/ })],
    ['Voice message', log.getByLabel(/Voice message|Audio/)],
    ['File', log.getByRole('button', { name: /^Download/ })],
    ['Reply to their story', log.getByText('That looks great!')],
    ...own,
  ] as const) {
    await attach(phone, kind)
    await seen.first().waitFor()
  }
  await changeOwn(scene, ['Unsend', 'You unsent a message'])
  await answer(scene)
  await answerInPublic(scene, 'Come and see')
  await picture(phone, `${channel}-phone`)
  await picture(scene.inbox, `${channel}-inbox`)
}

async function openInbox(stage: Stage, phone: Page, name: RegExp): Promise<Scene> {
  const inbox = await (await stage.member()).newPage()
  await inbox.goto(`${stage.stack.url}/inbox`)
  await inbox.getByRole('link', { name }).click()
  await inbox.getByRole('button', { name: 'Take over' }).click()
  return { phone, inbox, log: inbox.getByRole('log', { name: 'Messages' }) }
}

async function answerForm(stage: Stage, { phone, log }: Scene): Promise<void> {
  const day = { name: 'day', label: 'Day', kind: 'date' }
  const screens = [
    { id: 'WHEN', fields: [day] },
    { id: 'WHO', fields: [{ name: 'guests', label: 'Guests', kind: 'number' }] },
  ]
  await control(stage, 'whatsapp/addFlow', { id: '77', screens })
  const parameters = { flow_message_version: '3', flow_id: '77', flow_cta: 'Choose a day', flow_token: 't' }
  await send(stage, 'interactive', {
    ...{ type: 'flow', body: { text: 'When shall it be?' } },
    action: { name: 'flow', parameters },
  })
  await phone.getByRole('button', { name: 'Choose a day' }).click()
  await phone.getByLabel('Day', { exact: true }).fill('2026-12-01')
  await phone.getByRole('button', { name: 'Continue' }).click()
  await phone.getByLabel('Guests', { exact: true }).fill('4')
  await phone.getByRole('button', { name: 'Send the form' }).click()
  await log.getByText('Form answered: flow').click()
  await log.getByText('"day": "2026-12-01"').waitFor()
}

async function fillBasket(stage: Stage, { phone, log }: Scene): Promise<void> {
  const items = ['lemonade', 'menu-of-the-day'].map((id) => ({ product_retailer_id: id }))
  await send(stage, 'interactive', {
    ...{
      type: 'product_list',
      header: { type: 'text', text: 'Today' },
      body: { text: 'Anything to drink?' },
    },
    action: { catalog_id: '194836987003835', sections: [{ product_items: items }] },
  })
  await phone.getByRole('button', { name: 'View products' }).click()
  await phone.getByRole('spinbutton', { name: 'Lemonade' }).fill('3')
  await phone.getByRole('button', { name: 'Send to business' }).click()
  await log.getByText('3 × lemonade, 4 EUR').waitFor()
}

async function pressCard(stage: Stage, { phone, log }: Scene): Promise<void> {
  const buttons = [{ type: 'QUICK_REPLY', text: 'Take it' }]
  const cards = ['Soup', 'Rice'].map((text) => ({
    components: [
      { type: 'HEADER', format: 'IMAGE' },
      { type: 'BODY', text },
      { type: 'BUTTONS', buttons },
    ],
  }))
  const about = { name: 'cards_of_the_week', language: 'en' }
  const components = [
    { type: 'BODY', text: 'This week:' },
    { type: 'CAROUSEL', cards },
  ]
  await control(stage, 'whatsapp/addTemplate', { ...about, wabaId: '102290129340398', components })
  const image = { link: 'https://casalumbre.example/soup.jpg' }
  const header = { type: 'header', parameters: [{ type: 'image', image }] }
  await send(stage, 'template', {
    ...{ name: about.name, language: { code: 'en' } },
    components: [
      { type: 'carousel', cards: [0, 1].map((card_index) => ({ card_index, components: [header] })) },
    ],
  })
  const shown = phone.getByRole('list', { name: 'Cards' }).getByRole('listitem')
  await shown.filter({ hasText: 'Rice' }).getByRole('button', { name: 'Take it' }).click()
  await log.getByText('Take it').first().waitFor()
}

/** What the business sends past the inbox, to Sam. */
async function send(stage: Stage, type: 'interactive' | 'template', body: object): Promise<void> {
  const [number] = (await control(stage, 'whatsapp/numbers', {})) as {
    phoneNumberId: string
    accessToken: string
  }[]
  const people = (await control(stage, 'whatsapp/people', {})) as { id: string; bsuid: string }[]
  const recipient = people.find(({ id }) => id === 'sam')?.bsuid
  const url = `${stage.stack.simulatorsUrl}/graph/v26.0/${number?.phoneNumberId}/messages`
  const answered = await fetch(url, {
    method: 'POST',
    headers: { authorization: `Bearer ${number?.accessToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ messaging_product: 'whatsapp', recipient, type, [type]: body }),
  })
  if (!answered.ok) throw new Error(`The platform refused it: ${await answered.text()}`)
}

async function attach(phone: Page, kind: string): Promise<void> {
  await phone.getByRole('button', { name: 'Attach' }).click()
  await phone.getByRole('menuitem', { name: kind, exact: true }).click()
  // Of these it is asked what they say or show.
  if (!/^(Photo|Voice)/.test(kind)) return
  await phone.getByRole('dialog', { name: kind }).getByRole('button', { name: 'Send' }).click()
}

/** A comment under a post, and what everybody may read under it. */
async function answerInPublic({ phone, inbox, log }: Scene, text: string): Promise<void> {
  await phone.getByRole('button', { name: 'More' }).click()
  await phone.getByRole('menuitem', { name: 'Comment on a post' }).click()
  const comment = log.getByText('How much is it?').last()
  await comment.hover()
  await inbox.getByRole('button', { name: 'Reply to the comment' }).last().click()
  await inbox.getByRole('tab', { name: 'Reply publicly' }).click()
  const composer = inbox.getByRole('region', { name: 'Write' })
  await composer.getByRole('textbox', { name: 'Reply' }).fill(text)
  await composer.getByRole('button', { name: 'Send' }).click()
  await phone.getByRole('region', { name: 'In public' }).getByText(text).waitFor()
  await log.getByText('Public reply', { exact: true }).waitFor()
}

/** What a person says, changes, and takes back, and the mark that goes on a message of the business. */
async function changeOwn({ phone, log }: Scene, [verb, gone]: [string, string]): Promise<void> {
  await say(phone, 'A table for two')
  await log.getByText('A table for two').first().waitFor()
  await change(phone, 'A table for two', 'Edit')
  await say(phone, 'A table for six')
  await log.getByText('A table for six').first().waitFor()
  await say(phone, 'Never mind')
  await log.getByText('Never mind').first().waitFor()
  await change(phone, 'Never mind', verb)
  await phone.getByText(gone).waitFor()
  await log.getByText('The contact withdrew this message.').first().waitFor()
}

async function change(phone: Page, text: string, verb: string): Promise<void> {
  const message = phone.getByRole('article').filter({ hasText: text }).last()
  await message.hover()
  await message.getByRole('button', { name: 'Message options' }).click()
  await phone.getByRole('menuitem', { name: verb, exact: true }).click()
}

/** The business answers with words, a picture and a document, and gets a reaction. */
async function answer({ phone, inbox, log }: Scene): Promise<void> {
  const composer = inbox.getByRole('region', { name: 'Write' })
  await composer.getByRole('textbox', { name: 'Reply' }).fill('Of course, see you then')
  await composer.getByRole('button', { name: 'Send' }).click()
  await hear(phone, 'Of course, see you then')
  for (const path of [PHOTO, PAPER]) {
    await composer.locator('input[type=file]').setInputFiles(path)
    await composer.getByRole('list', { name: 'Attached files' }).waitFor()
    await composer.getByRole('button', { name: 'Send' }).click()
  }
  const theirs = phone.getByRole('article', { name: /^Casa Lumbre/ })
  await theirs.getByRole('img').last().waitFor()
  const said = theirs.filter({ hasText: 'Of course, see you then' })
  await said.hover()
  const react = said.getByRole('button', { name: 'React', exact: true })
  if ((await react.count()) > 0) await react.click()
  else await said.getByRole('button', { name: 'Message options' }).click()
  await phone.getByRole('menuitem', { name: /^React ❤/ }).click()
  await log.getByText('❤️').first().waitFor()
}

async function control(stage: Stage, path: string, input: object): Promise<unknown> {
  const answered = await fetch(`${stage.stack.simulatorsUrl}/control/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(input),
  })
  if (!answered.ok) throw new Error(`${path} answered ${answered.status}: ${await answered.text()}`)
  return ((await answered.json()) as { result: unknown }).result
}
