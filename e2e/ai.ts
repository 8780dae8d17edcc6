import { randomUUID } from 'node:crypto'
import type { BrowserContext, Page } from 'playwright-core'
import type { Stack } from './stack.ts'

/** What is needed for an inbox to be answered by AI. */

export type Words = { title: string; body: string; audience?: 'public' | 'internal' }

/** Writes an article and lets it answer, as its member's browser is signed in. */
export async function publishArticle(
  { request }: BrowserContext,
  { url }: Stack,
  { title, body, audience = 'public' }: Words,
): Promise<void> {
  const words = { language: 'en', audience, title, body, alternates: [] }
  const created = await request.post(`${url}/v1/articles`, {
    data: { ...words, kind: 'page', clientId: randomUUID() },
  })
  if (!created.ok()) throw new Error(`The article was refused: ${await created.text()}`)
  const { id, revision } = await created.json()
  const published = await request.put(`${url}/v1/articles/${id}/published`, {
    data: { version: 1, expect: revision },
  })
  if (!published.ok()) throw new Error(`The article was not published: ${await published.text()}`)
}

/** Lets the simulated provider of models write as slowly as real ones do. */
export async function slowDown({ simulatorsUrl }: Stack, chunkMs: number): Promise<void> {
  const answer = await fetch(`${simulatorsUrl}/control/openai/settings`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ chunkMs }),
  })
  if (!answer.ok) throw new Error(`The simulated provider was not slowed down: ${answer.status}.`)
}

/** Chooses AI in the settings of the widget's inbox. */
export async function letAiAnswer(page: Page, { url }: Stack): Promise<void> {
  await page.goto(`${url}/settings/inboxes`)
  const row = page.getByRole('listitem').filter({ has: page.getByTitle('Web') })
  await row.getByRole('link', { name: /^Settings/ }).click()
  await page.getByRole('combobox', { name: 'Answered by' }).selectOption({ label: 'AI' })
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText('Saved').waitFor()
}
