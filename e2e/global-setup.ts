import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FURNISHED, type Stack, startStack } from './stack.ts'

/** A first start, once: the stacks of the tests begin on copies of what it leaves. */
export default async function furnish(): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'hilo-e2e-furnished-'))
  const data = join(folder, 'data')
  const stack = await startStack()
  await forgetArticles(stack)
  await stack.stop(data)
  process.env[FURNISHED] = data
  return () => rmSync(folder, { recursive: true, force: true })
}

/** Each test says what is known: what the demo restaurant knows would answer too. */
async function forgetArticles({ url, oneTimeLink }: Stack): Promise<void> {
  const signedIn = await fetch(oneTimeLink, { redirect: 'manual' })
  const cookie = signedIn.headers
    .getSetCookie()
    .map((one) => one.split(';', 1)[0])
    .join('; ')
  const call = async (method: string, path: string) => {
    const answer = await fetch(`${url}${path}`, { method, headers: { cookie, origin: url } })
    if (!answer.ok) throw new Error(`${method} ${path} was answered with ${answer.status}.`)
    return answer.json()
  }
  const { articles } = (await call('GET', '/v1/articles?limit=200')) as { articles: { id: string }[] }
  for (const { id } of articles) await call('DELETE', `/v1/articles/${id}`)
}
