import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startSimulators } from '../simulators.ts'
import { until } from '../testing/a-business.ts'
import { aPage, IGSID, INSTAGRAM, type Pages, PSID } from '../testing/a-page.ts'

// The recorded payloads are shapes: their values are made up, and some are older than what Meta sends now.
const corpus =
  process.env.HILO_CORPUS ?? fileURLToPath(new URL('../../../../../shared/corpus', import.meta.url))
const recorded = (file: string): unknown => JSON.parse(readFileSync(`${corpus}/meta/${file}.json`, 'utf8'))

/** Keys that Meta sent once and has dropped, or that stand only in some recordings. */
const OLD = new Set(['seq', 'tags', 'nlp'])

/** Every path of a value with the type that stands there. */
function shapeOf(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return [...new Set(value.flatMap((item) => shapeOf(item, `${path}[]`)))]
  if (typeof value !== 'object' || value === null) {
    // Ids were numbers in the first years.
    const isOldId = typeof value === 'number' && /(entry\[\]|sender|recipient)\.id$/.test(path)
    return [`${path}: ${isOldId ? 'string' : typeof value}`]
  }
  return Object.entries(value)
    .filter(([key]) => !OLD.has(key))
    .flatMap(([key, item]) => shapeOf(item, `${path}.${key}`))
    .sort()
}

let pages: Pages
const ana = { personId: 'ana' }
const messenger = () => pages.simulators.messenger
const instagram = () => pages.simulators.instagram
const bodies = (): unknown[] => pages.receiver.arrivals.map(({ raw }) => JSON.parse(raw))

/** The first body that `act` made the simulator send and that holds `key`. */
async function bodyOf(key: string, act: () => Promise<unknown>): Promise<unknown> {
  await Promise.all([messenger().awaitIdle(), instagram().awaitIdle()])
  const before = bodies().length
  await act()
  const found = () =>
    bodies()
      .slice(before)
      .find((body) => JSON.stringify(body).includes(`"${key}":`))
  await until(`an event with ${key}`, () => found() !== undefined)
  return found()
}

beforeAll(async () => {
  pages = await aPage()
  await messenger().say({ ...ana, text: 'Hola' })
  await instagram().say({ ...ana, text: 'Hola' })
})
afterAll(() => pages.close())

describe.skipIf(!existsSync(`${corpus}/meta/messenger`))('the same shape as recorded has', () => {
  const first = async (channel: 'messenger' | 'instagram') =>
    (await pages.simulators[channel].messages(ana))[0]?.id ?? ''
  const button = { type: 'postback', title: 'Talk to a person', payload: 'PERSON' }
  test.each([
    ['messenger/webhook_message_text__2', 'text', () => messenger().say({ ...ana, text: 'x' })],
    [
      'messenger/webhook_message_text_reply',
      'reply_to',
      async () => messenger().say({ ...ana, text: 'x', replyTo: await first('messenger') }),
    ],
    [
      'messenger/webhook_message_text_reply_story',
      'story',
      () => messenger().replyToStory({ ...ana, text: 'nice!' }),
    ],
    ['messenger/webhook_message_image__4', 'attachments', () => messenger().sendPhoto(ana)],
    ['messenger/webhook_message_audio', 'attachments', () => messenger().sendVoice(ana)],
    [
      'messenger/webhook_message_deleted',
      'is_deleted',
      async () =>
        messenger().unsend({ ...ana, messageId: (await messenger().say({ ...ana, text: 'x' })).id }),
    ],
    [
      'messenger/webhook_message_unsupported',
      'is_unsupported',
      () => messenger().send({ ...ana, isUnsupported: true }),
    ],
    [
      'messenger/webhook_message_quick_reply',
      'quick_reply',
      () => messenger().send({ ...ana, text: 'Red', quickReply: 'RED' }),
    ],
    [
      'messenger/webhook_reaction_unreact__2',
      'reaction',
      async () => messenger().react({ ...ana, messageId: await first('messenger'), emoji: '❤' }),
    ],
    [
      'messenger/doc_webhook_message_click_to_messenger_ad_referral',
      'referral',
      () =>
        messenger().refer({
          ...{ ...ana, text: 'Hi', ref: 'campaign_7', source: 'ADS', ad_id: '6045246247433' },
          ads_context_data: { ad_title: 'Sale', photo_url: 'https://x.test/ad.jpg', post_id: '1015' },
        }),
    ],
    [
      'messenger/webhook_referral_messenger_code',
      'referral',
      () => messenger().refer({ ...ana, ref: 'table-4', source: 'MESSENGER_CODE' }),
    ],
    [
      'messenger/webhook_message_echo_text__2',
      'is_echo',
      () => pages.send('messenger', { text: 'x', metadata: 'out_82' }),
    ],
    [
      'messenger/webhook_change_feed_comment_add__2',
      'changes',
      () => messenger().comment({ ...ana, text: 'Price?' }),
    ],
    [
      'messenger/webhook_message_video',
      'attachments',
      () =>
        messenger().send({
          ...ana,
          attachments: [{ type: 'video', payload: { url: 'https://x.test/video.mp4' } }],
        }),
    ],
    [
      'instagram/webhook_message_unsupported_type',
      'attachments',
      () =>
        instagram().send({
          ...ana,
          attachments: [{ type: 'unsupported_type', payload: { url: 'https://x.test/?asset_id=1' } }],
        }),
    ],
    [
      'instagram/doc_webhook_message_product_referral',
      'referral',
      () => instagram().refer({ ...ana, text: 'size M?', product: { id: '4012345678901234' } }),
    ],
    ['instagram/webhook_message_image', 'attachments', () => instagram().sendPhoto(ana)],
    ['instagram/doc_webhook_message_audio_voice', 'attachments', () => instagram().sendVoice(ana)],
    ['instagram/doc_webhook_message_file', 'attachments', () => instagram().sendDocument(ana)],
    [
      'instagram/webhook_message_quick_reply',
      'quick_reply',
      () => instagram().send({ ...ana, text: 'Yes', quickReply: 'YES' }),
    ],
    ['instagram/webhook_message_story_mention__2', 'attachments', () => instagram().mentionInStory(ana)],
    [
      'instagram/webhook_message_text_reply_story__2',
      'story',
      () => instagram().replyToStory({ ...ana, text: 'Is this available?' }),
    ],
    [
      'instagram/doc_webhook_message_ig_post',
      'attachments',
      () => instagram().sharePost({ ...ana, title: 'New' }),
    ],
    [
      'instagram/doc_webhook_message_ig_reel',
      'attachments',
      () => instagram().sharePost({ ...ana, kind: 'ig_reel', title: 'How to' }),
    ],
    [
      'instagram/doc_webhook_message_share_post',
      'attachments',
      () => instagram().sharePost({ ...ana, kind: 'share' }),
    ],
    [
      'instagram/doc_webhook_message_unsupported',
      'is_unsupported',
      () => instagram().send({ ...ana, isUnsupported: true }),
    ],
    [
      'instagram/doc_webhook_message_edit',
      'message_edit',
      async () => instagram().edit({ ...ana, messageId: await first('instagram'), text: 'new text' }),
    ],
    [
      'instagram/doc_webhook_reaction_other_emoji',
      'reaction',
      async () => instagram().react({ ...ana, messageId: await first('instagram'), emoji: '🔥' }),
    ],
    [
      'instagram/doc_webhook_postback_ice_breaker',
      'postback',
      () => instagram().postback({ ...ana, title: 'Opening hours?', payload: 'ICE_HOURS' }),
    ],
    [
      'instagram/doc_webhook_referral_igme_existing_thread',
      'referral',
      () => instagram().refer({ ...ana, ref: 'promo', source: 'IGME-SOURCE-LINK' }),
    ],
    [
      'instagram/doc_webhook_take_thread_control',
      'take_thread_control',
      () => instagram().handOver({ ...ana, move: 'take' }),
    ],
    ['instagram/doc_webhook_standby_message', 'standby', () => instagram().say({ ...ana, text: 'hello?' })],
    [
      'instagram/doc_webhook_pass_thread_control',
      'pass_thread_control',
      () => instagram().handOver({ ...ana, move: 'pass', metadata: 'to human' }),
    ],
    [
      'messenger/doc_webhook_standby_echo_from_page_inbox',
      'standby',
      async () => {
        await messenger().handOver({ ...ana, move: 'take' })
        await messenger().say({ ...ana, text: 'A human is here', by: 'page' })
      },
    ],
    [
      'messenger/doc_webhook_standby_postback_without_payload',
      'postback',
      async () => {
        await messenger().postback({ ...ana, ...button })
        await messenger().handOver({ ...ana, move: 'pass' })
      },
    ],
  ] as const)('%s', async (file, key, act) => {
    expect(shapeOf(await bodyOf(key, act))).toEqual(shapeOf(recorded(file)))
  })

  test.each([
    ['messenger/webhook_delivery__2', 'delivery'],
    ['messenger/webhook_read__4', 'read'],
  ] as const)('%s, with the time that newer recordings have', async (file, key) => {
    const body = await bodyOf(key, async () => {
      await pages.send('messenger', { text: 'x' })
      await until('its arrival', async () => (await messenger().messages(ana)).at(-1)?.status === 'delivered')
      await messenger().look(ana)
    })

    const time = '.entry[].messaging[].timestamp: number'
    const without = (shape: string[]) => shape.filter((line) => line !== time)
    expect(without(shapeOf(body))).toEqual(without(shapeOf(recorded(file))))
  })

  test('instagram/webhook_read__2', async () => {
    const body = await bodyOf('read', async () => {
      await pages.send('instagram', { text: 'x' })
      await until('its arrival', async () => (await instagram().messages(ana)).at(-1)?.status === 'delivered')
      await instagram().look(ana)
    })

    expect(shapeOf(body)).toEqual(shapeOf(recorded('instagram/webhook_read__2')))
  })

  test.each([
    ['messenger/doc_error_10_2018278_doc', '10_2018278'],
    ['messenger/doc_error_100_doc', '100'],
    ['messenger/doc_error_100_2018001_doc', '100_2018001'],
    ['messenger/doc_error_200_1545041_doc', '200_1545041'],
    ['messenger/doc_error_230_doc', '230'],
    ['messenger/doc_error_368_doc', '368'],
    ['messenger/doc_error_551_1545041_doc', '551_1545041'],
    ['messenger/doc_error_613_doc', '613'],
    ['messenger/doc_error_1200_doc', '1200'],
    ['instagram/doc_error_10_2534022_doc', '10_2534022'],
    ['instagram/doc_error_100_33_doc', '100_33'],
    ['instagram/doc_error_190_doc', '190'],
    ['instagram/doc_error_200_2534041_doc', '200_2534041'],
    ['instagram/doc_error_613_doc', '613'],
    ['instagram/doc_error_9010_doc', '9010'],
    ['instagram/error_400', '400'],
  ])('%s, word for word', async (file, kind) => {
    const channel = file.startsWith('messenger') ? 'messenger' : 'instagram'
    await pages.simulators[channel].fail({ kind })
    const { body } = await pages.send(channel, { text: 'x' })

    const wanted = recorded(file) as typeof body
    expect(shapeOf(body)).toEqual(shapeOf(wanted))
    expect({ ...body.error, fbtrace_id: '' }).toEqual({ ...wanted.error, fbtrace_id: '' })
  })

  test.each([
    ['messenger/error_10', '10'],
    ['messenger/error_100_33', '100_33'],
    ['messenger/error_190', '190'],
    ['messenger/error_2', '2'],
    ['messenger/error_200', '200'],
    ['messenger/error_32', '32'],
    ['messenger/error_4', '4'],
    ['messenger/error_613', '613'],
    ['instagram/error_100', '100'],
    ['instagram/error_10_2534022', '10_2534022'],
    ['instagram/error_190', '190'],
  ])('%s, and all that its recording left out', async (file, kind) => {
    const channel = file.startsWith('messenger') ? 'messenger' : 'instagram'
    await pages.simulators[channel].fail({ kind })
    const { body } = await pages.send(channel, { text: 'x' })

    expect(shapeOf(body)).toEqual(expect.arrayContaining(shapeOf(recorded(file))))
    expect(shapeOf(body)).toEqual(
      expect.arrayContaining(['.error.code: number', '.error.fbtrace_id: string', '.error.message: string']),
    )
  })

  test('messenger/response_send_ok and instagram/doc_response_send_ok_ig_login', async () => {
    const toPage = await pages.send('messenger', { text: 'x' })
    const toInstagram = await pages.send('instagram', { text: 'x' })

    expect(shapeOf(toPage.body)).toEqual(shapeOf(recorded('messenger/response_send_ok')))
    expect(shapeOf(toInstagram.body)).toEqual(shapeOf(recorded('instagram/doc_response_send_ok_ig_login')))
    expect([toPage.body.recipient_id, toInstagram.body.recipient_id]).toEqual([PSID, IGSID])
  })

  test('messenger/response_send_attachment, of a file that is to be used again', async () => {
    const url = (await messenger().sendPhoto(ana)).body.attachments?.[0]?.payload.url
    const payload = { url, is_reusable: true }
    const { body } = await pages.send('messenger', { attachment: { type: 'image', payload } })

    expect(shapeOf(body)).toEqual(shapeOf(recorded('messenger/response_send_attachment')))
  })

  test('instagram/doc_response_me_user_id_vs_id, whose id differs from that of webhooks', async () => {
    const { body } = await pages.get('instagram', 'me?fields=user_id,username')

    expect(shapeOf(body)).toEqual(shapeOf(recorded('instagram/doc_response_me_user_id_vs_id')))
    expect(body).toMatchObject({ user_id: INSTAGRAM.id })
    expect(body).not.toMatchObject({ id: INSTAGRAM.id })
  })

  test('instagram/doc_response_long_lived_token', async () => {
    const query = `grant_type=ig_exchange_token&access_token=${INSTAGRAM.accessToken}`
    const answer = await fetch(`${pages.simulators.instagramUrl}/access_token?${query}`)
    const body = (await answer.json()) as { access_token: string }
    await instagram().changeAccount({ accessToken: INSTAGRAM.accessToken })

    expect(shapeOf(body)).toEqual(shapeOf(recorded('instagram/doc_response_long_lived_token')))
  })
})

describe('a restart', () => {
  test('keeps accounts, threads and what was never acknowledged, on both platforms', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'hilo-simulators-'))
    const stateFile = join(folder, 'state.json')
    const before = await aPage({ stateFile })
    before.receiver.answers.push(...Array(200).fill(500))
    await before.simulators.messenger.say({ ...ana, text: 'Sigo aquí' })
    await before.simulators.instagram.mentionInStory(ana)
    await until('a refusal of each', () => before.receiver.arrivals.length > 1)
    await before.simulators.close()
    before.receiver.answers.length = 0

    const after = await startSimulators({ stateFile })
    await until('both', () => before.events().length === 2)
    const thread = await after.messenger.thread(ana)
    await after.close()
    await before.receiver.close()
    await rm(folder, { recursive: true })

    expect(before.events().map((event) => event.message?.text)).toContain('Sigo aquí')
    expect(thread).toMatchObject({ messages: [{ body: { text: 'Sigo aquí' } }] })
    expect(thread.windowClosesAt).toBeGreaterThan(Date.now())
  })
})

if (!existsSync(`${corpus}/meta/messenger`))
  process.stdout.write(`Skipped: there are no recorded payloads in ${corpus}/meta\n`)
