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
  await control(stage, 'whatsapp/send', {
    ...{ personId: 'sam', type: 'interactive' },
    body: { type: 'nfm_reply', nfm_reply: { name: 'flow', body: 'Sent', response_json: '{"day":"Friday"}' } },
  })
  await log.getByText('Form answered: flow').waitFor()
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

async function attach(phone: Page, kind: string): Promise<void> {
  await phone.getByRole('button', { name: 'Attach' }).click()
  await phone.getByRole('menuitem', { name: kind, exact: true }).click()
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

async function control(stage: Stage, path: string, input: object): Promise<void> {
  const answered = await fetch(`${stage.stack.simulatorsUrl}/control/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(input),
  })
  if (!answered.ok) throw new Error(`${path} answered ${answered.status}: ${await answered.text()}`)
}
