import { randomUUID } from 'node:crypto'
import type { AiToolSettings } from '@hilo/protocol'
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

/** Gives the simulators a command, such as `openai/script`. @returns what they say */
async function simulate({ simulatorsUrl }: Stack, command: string, input: object): Promise<unknown> {
  const answer = await fetch(`${simulatorsUrl}/control/${command}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(input),
  })
  if (!answer.ok) throw new Error(`The simulators refused ${command}: ${await answer.text()}`)
  return ((await answer.json()) as { result: unknown }).result
}

/** Lets the simulated provider of models write as slowly as real ones do. */
export async function slowDown(stack: Stack, chunkMs: number): Promise<void> {
  await simulate(stack, 'openai/settings', { chunkMs })
}

/** A tool that reads the order of whoever proves an e-mail address, and a model that uses it for "my order". */
export async function addOrderTool(
  { request }: BrowserContext,
  stack: Stack,
  more: Partial<AiToolSettings> = {},
): Promise<void> {
  const { url, simulatorsUrl } = stack
  const { hostname } = new URL(simulatorsUrl)
  const settings = {
    ...{
      title: 'Order status',
      description: 'Looks up the order of the contact.',
      method: 'GET',
      fields: [],
    },
    ...{
      url: `${simulatorsUrl}/shop/orders/1001?by={contact.email}`,
      hosts: [hostname],
      headers: [],
      body: null,
    },
    secretHeaders: [{ name: 'authorization', value: 'Bearer shop-token' }],
    ...{
      reply: null,
      confirmation: 'none',
      assurance: 'email',
      inboxIds: null,
      callsPerHour: 20,
      isEnabled: true,
    },
  }
  const made = await request.put(`${url}/v1/ai/tools/order_status`, {
    data: { ...settings, ...more, expect: 0 },
  })
  if (!made.ok()) throw new Error(`The tool was refused: ${await made.text()}`)
  await simulate(stack, 'shop/putOrder', { number: '1001', status: 'shipped', email: 'ana@example.com' })
  const draft = { action: 'answer', text: 'The status is shipped.', citations: [], reason: '' }
  await simulate(stack, 'openai/script', { match: '"status"', reply: { text: JSON.stringify(draft) } })
  const toolCalls = [{ name: 'order_status', arguments: {} }]
  await simulate(stack, 'openai/script', { match: 'my order', reply: { toolCalls } })
}

/** The code of the newest mail to an address, once there are so many. */
export async function mailedCode(stack: Stack, to: string, nth = 1): Promise<string> {
  for (const end = Date.now() + 15_000; Date.now() < end; ) {
    const mails = (await simulate(stack, 'mail/mails', { to })) as { text: string }[]
    const code = /^\d{6}/.exec(mails[nth - 1]?.text ?? '')?.[0]
    if (code) return code
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`No mail ${nth} came to ${to}.`)
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
