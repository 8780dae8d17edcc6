import type { Page } from 'playwright-core'

/** What a person does on the page of a simulated phone, in English. */

/** Types a message and sends it with Enter. */
export async function say(phone: Page, text: string): Promise<void> {
  const field = phone.getByRole('textbox', { name: 'Message' })
  await field.fill(text)
  await field.press('Enter')
}

/** Opens the newest list under `button`, chooses the row and sends it. */
export async function pick(phone: Page, button: string, row: string | number): Promise<string> {
  await phone.getByRole('button', { name: button }).last().click()
  const sheet = phone.getByRole('dialog')
  const radios = sheet.getByRole('radio')
  const radio = typeof row === 'number' ? radios.nth(row) : radios.and(sheet.getByLabel(row, { exact: true }))
  const name = (await radio.getAttribute('aria-label')) ?? ''
  await radio.check()
  await sheet.getByRole('button', { name: 'Send' }).click()
  return name
}

/** Waits until the business has said this. */
export async function hear(phone: Page, text: string | RegExp): Promise<void> {
  await phone.getByRole('log').getByText(text).last().waitFor()
}
