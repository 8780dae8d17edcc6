import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { until } from '../testing/a-business.ts'
import { aPage, PAGE, type Pages, PSID } from '../testing/a-page.ts'
import { filesOfPage } from '../testing/files-of-page.ts'

let pages: Pages

beforeEach(async () => {
  pages = await aPage()
})
afterEach(() => pages.close())

const live = (channel: string, path: string, origin?: string) => {
  const url = `${pages.simulators.url.replace('http', 'ws')}/phones/${channel}/${path}`
  return new WebSocket(url, origin === undefined ? {} : { origin })
}

describe.each(['messenger', 'instagram'] as const)('a phone page of %s', (channel) => {
  test('is served in the language asked for, with names as text and nothing from elsewhere', async () => {
    await pages.simulators[channel].addPerson({ id: 'x', name: '"><script>' })
    const answer = await fetch(pages.simulators.phoneUrl('x', 'es', channel))
    const page = await answer.text()

    expect(page).toContain('<html lang="es">')
    expect(page).toContain('data-person-name="&quot;&gt;&lt;script&gt;"')
    expect(page).toContain(`href="/phones/direct/${channel}.css"`)
    expect(page).not.toMatch(/(src|href)="https?:/)
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
  })

  test('names only files that are there, and so do its scripts', async () => {
    const files = await filesOfPage(pages.simulators.phoneUrl('ana', 'en', channel))

    expect(Object.entries(files).filter(([, status]) => status !== 200)).toEqual([])
    expect(Object.keys(files).length).toBeGreaterThan(15)
  })

  test('of nobody is not there', async () => {
    expect((await fetch(pages.simulators.phoneUrl('nobody', 'en', channel))).status).toBe(404)
  })
})

test('the page first gets the thread, then every message, typing and who answers', async () => {
  await pages.simulators.messenger.say({ personId: 'ana', text: 'Hola' })
  await pages.simulators.messenger.awaitIdle()
  const socket = live('messenger', `ana/live?account=${PAGE.id}`)
  const frames: Record<string, unknown>[] = []
  socket.on('message', (data) => frames.push(JSON.parse(data.toString())))
  await until('the thread', () => frames.length === 1)
  await pages.post('messenger', 'messages', { recipient: { id: PSID }, sender_action: 'typing_on' })
  await pages.send('messenger', { text: 'Buenas' })
  await until('the answer', () => frames.length >= 3)
  await pages.simulators.messenger.handOver({ personId: 'ana', move: 'take' })
  await until('the hand-over', () => frames.at(-1)?.isWithPeople === true)
  socket.close()

  expect(frames[0]).toMatchObject({
    type: 'thread',
    messages: [{ body: { text: 'Hola' } }],
    isWindowOpen: true,
  })
  expect(frames[1]).toMatchObject({ type: 'message', message: null, isBlocked: false })
  expect(frames[1]?.typingMs).toBeGreaterThan(15_000)
  expect(frames[2]).toMatchObject({ message: { direction: 'out', body: { text: 'Buenas' } }, typingMs: 0 })
})

test.each([
  ['of another site', `ana/live?account=${PAGE.id}`, 'http://elsewhere.test'],
  ['of nobody', `nobody/live?account=${PAGE.id}`, undefined],
  ['of no account', 'ana/live?account=1', undefined],
])('a page %s is not told anything', async (_name, path, origin) => {
  const socket = live('messenger', path, origin)

  await expect(
    new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject)),
  ).rejects.toThrow()
})

test('the face of a profile is a picture whatever the name says', async () => {
  const answer = await fetch(`${pages.simulators.url}/phones/face.svg?name=${encodeURIComponent('<script>')}`)

  expect(answer.headers.get('content-type')).toBe('image/svg+xml')
  expect(await answer.text()).not.toContain('<script')
})
