import type { Page } from 'playwright-core'
import { hear, say } from './phone.ts'
import type { Stage } from './stage.ts'

/**
 * Lucía writes from her phone and is asked for how many; a member has the conversation open.
 *
 * @param said with what she begins
 */
export async function openBooking(stage: Stage, said = 'Hola'): Promise<{ phone: Page; inbox: Page }> {
  const phone = await (await stage.stranger()).newPage()
  await phone.goto(stage.stack.phoneUrl('lucia'))
  await say(phone, said)
  await hear(phone, '¿Para cuántas personas?')
  const inbox = await (await stage.member()).newPage()
  await inbox.goto(`${stage.stack.url}/inbox`)
  await inbox.getByRole('link', { name: /Lucía Méndez/ }).click()
  await inbox.getByRole('log', { name: 'Messages' }).getByText('¿Para cuántas personas?').waitFor()
  return { phone, inbox }
}
