import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { answerHandshake, instagram, messenger, whatsapp } from './index.ts'
import { aDirectMessage, aDirectWebhook, PAGE } from './testing/direct-webhook.ts'
import { aChange, aStatus, aWebhook } from './testing/webhook.ts'

/** The reports under the table of pitfalls. */

const CHANNELS = [whatsapp, messenger, instagram]
const choices = (title: string, id = 'a') => ({
  type: 'choices' as const,
  text: 'Which?',
  choices: [
    { id, title },
    { id: 'b', title: 'B' },
  ],
})

test.each([messenger, instagram])('standby of $type: an entry without messaging is read', (channel) => {
  const body = aDirectWebhook('page', { id: PAGE, time: 1, standby: [aDirectMessage()] })

  expect(channel.parse(body)).toMatchObject([{ type: 'message', source: 'standby' }])
})

test.each(CHANNELS)(
  'labels of $type: one over its limit is shortened where all of it is still said',
  (channel) => {
    const title = 'A label that is far too long for any button'
    const [part] = channel.parts(choices(title))

    expect(part?.type).toBe('choices')
    if (part?.type !== 'choices') return
    for (const one of part.choices) expect([...one.title].length).toBeLessThanOrEqual(24)
    expect(JSON.stringify(part)).toContain(title)
  },
)

test.each(CHANNELS)('ids of $type: spaces around one are left out', (channel) => {
  expect(channel.parts(choices('A', ' a '))).toMatchObject([{ choices: [{ id: 'a' }, { id: 'b' }] }])
})

test('numbers without WhatsApp: what was accepted can still fail, and says why in words', () => {
  const failed = aStatus({ status: 'failed', errors: [{ code: 131026 }] })

  expect(whatsapp.outcome(200, { messages: [{ id: 'wamid.2' }] })).toMatchObject({ type: 'accepted' })
  expect(whatsapp.parse(aWebhook(aChange({ statuses: [failed] })))).toMatchObject([
    {
      externalId: 'wamid.2',
      status: 'failed',
      failure: { reason: expect.stringContaining('cannot be reached') },
    },
  ])
})

test('failed statuses: one without any error still says that it failed', () => {
  const failed = aStatus({ status: 'failed', errors: undefined })

  expect(whatsapp.parse(aWebhook(aChange({ statuses: [failed] })))).toMatchObject([
    { status: 'failed', failure: { code: 'unknown' } },
  ])
})

describe('unsigned bodies', () => {
  const body = Buffer.from('{"object":"instagram","entry":[]}')
  const signedWith = (secret: string) => `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`

  test.each(CHANNELS)('of $type are refused', (channel) => {
    for (const header of [undefined, '', 'sha256=', signedWith('another')]) {
      expect(channel.verify(body, header, ['meta', 'instagram'])).toBe(false)
    }
    expect(channel.verify(body, signedWith(''), [''])).toBe(false)
  })

  test('of an Instagram Login may be signed by either app', () => {
    expect(instagram.verify(body, signedWith('meta'), ['meta', 'instagram'])).toBe(true)
    expect(instagram.verify(body, signedWith('instagram'), ['meta', 'instagram'])).toBe(true)
  })
})

describe('the handshake', () => {
  const answer = (challenge: string, token = 'right') =>
    answerHandshake(
      { 'hub.mode': 'subscribe', 'hub.verify_token': token, 'hub.challenge': challenge },
      'right',
    )

  test('echoes nothing that a browser could run', () => {
    expect(answer('1158201444')).toBe('1158201444')
    expect(answer('<script>alert(1)</script>')).toBeNull()
  })

  test('refuses a wrong token', () => {
    expect(answer('1158201444', 'wrong')).toBeNull()
  })
})
