import { fillTemplate, type TemplateGiven, templateFields, templateProblems } from '@hilo/protocol'
import { describe, expect, test } from 'vitest'
import { readCorpus } from '../testing/corpus.ts'
import { renderPart } from './render.ts'
import { readTemplate, readTemplates, renderTemplates } from './templates.ts'

const SETTINGS = { graphUrl: 'https://graph.example', version: 'v26.0', phoneNumberId: '1', accessToken: 't' }

/** An appointment reminder as Meta lists it, with a part of every kind that can be sent. */
const REMINDER = {
  ...{ id: '77', name: 'appointment_reminder', language: 'en', status: 'APPROVED', category: 'UTILITY' },
  quality_score: { score: 'GREEN' },
  parameter_format: 'POSITIONAL',
  components: [
    { type: 'HEADER', format: 'IMAGE', example: { header_handle: ['https://example.com/a.png'] } },
    {
      type: 'BODY',
      text: 'Hi {{1}}, see you on {{2}}. Yours, {{1}}.',
      example: { body_text: [['Ana', 'Monday']] },
    },
    { type: 'FOOTER', text: 'Casa Lumbre' },
    {
      type: 'BUTTONS',
      buttons: [
        { type: 'QUICK_REPLY', text: 'Cancel' },
        {
          type: 'URL',
          text: 'Change',
          url: 'https://example.com/{{1}}',
          example: ['https://example.com/a1'],
        },
        { type: 'COPY_CODE', example: 'AB12' },
      ],
    },
  ],
}

function read(item: Record<string, unknown>) {
  const template = readTemplate(item)
  if (!template) throw new Error('unreadable')
  return template
}

/** What is sent of a template with these values. */
function sent(item: Record<string, unknown>, given: TemplateGiven) {
  const template = read(item)
  const content = fillTemplate(template, template.definition, given)
  const recipient = [{ kind: 'wa_id' as const, value: '491' }]
  const { body } = renderPart({ content, recipient, replyTo: null, opaque: 'd1', window: 'open' }, SETTINGS)
  return { content, template: (body as { template: unknown }).template }
}

const PICTURE = { type: 'media', kind: 'image', externalId: 'm1' } as const
const GIVEN = { values: { 1: 'Ana', 2: 'Monday', 'button.2': 'a1', 'button.3': 'AB12' }, header: PICTURE }

describe('a template', () => {
  test('says which values it wants, each once, in the order in which it is read', () => {
    const fields = templateFields(read(REMINDER).definition)

    expect(fields.map(({ key, kind, isRequired, example }) => [key, kind, isRequired, example])).toEqual([
      ['header', 'image', true, null],
      ['1', 'text', true, 'Ana'],
      ['2', 'text', true, 'Monday'],
      ['button.1', 'text', false, null],
      ['button.2', 'text', true, 'a1'],
      ['button.3', 'text', true, 'AB12'],
    ])
  })

  test('is sent with a component for each part that has a gap, and for no other (pitfall 21)', () => {
    const { template, content } = sent(REMINDER, GIVEN)

    expect(template).toEqual({
      name: 'appointment_reminder',
      language: { code: 'en' },
      components: [
        { type: 'header', parameters: [{ type: 'image', image: { id: 'm1' } }] },
        {
          type: 'body',
          parameters: [
            { type: 'text', text: 'Ana' },
            { type: 'text', text: 'Monday' },
          ],
        },
        { type: 'button', sub_type: 'url', index: '1', parameters: [{ type: 'text', text: 'a1' }] },
        {
          ...{ type: 'button', sub_type: 'copy_code', index: '2' },
          parameters: [{ type: 'coupon_code', coupon_code: 'AB12' }],
        },
      ],
    })
    expect(content).toMatchObject({
      text: 'Hi Ana, see you on Monday. Yours, Ana.',
      footer: 'Casa Lumbre',
      buttons: [{ payload: 'Cancel' }, { url: 'https://example.com/a1' }, { code: 'AB12' }],
    })
  })

  test('is sent with the names of its parameters where they have names (pitfall 21)', () => {
    const named = {
      ...{ id: '1', name: 'order', language: 'es', status: 'APPROVED', category: 'UTILITY' },
      parameter_format: 'NAMED',
      components: [
        { type: 'HEADER', format: 'TEXT', text: 'Pedido {{number}}' },
        {
          type: 'BODY',
          text: 'Hola {{guest}}, tu pedido {{constructor}}.',
          example: { body_text_named_params: [{ param_name: 'guest', example: 'Ana' }] },
        },
      ],
    }

    const { template, content } = sent(named, {
      values: { header: '12', guest: 'Eva', constructor: 'sale' },
    })

    expect(template).toMatchObject({
      components: [
        { type: 'header', parameters: [{ type: 'text', parameter_name: 'number', text: '12' }] },
        {
          type: 'body',
          parameters: [
            { parameter_name: 'guest', text: 'Eva' },
            { parameter_name: 'constructor', text: 'sale' },
          ],
        },
      ],
    })
    expect(content).toMatchObject({ header: { text: 'Pedido 12' }, text: 'Hola Eva, tu pedido sale.' })
  })

  test('without gaps is sent without components', () => {
    const plain = { ...REMINDER, components: [{ type: 'BODY', text: 'Welcome.' }] }

    expect(sent(plain, { values: {} }).template).toEqual({
      name: 'appointment_reminder',
      language: { code: 'en' },
    })
  })

  test('with a place above it is sent with the place', () => {
    const item = { ...REMINDER, components: [{ type: 'HEADER', format: 'LOCATION' }] }
    const header = { type: 'location', latitude: 1, longitude: 2, name: 'Here' } as const

    expect(sent(item, { values: {}, header }).template).toMatchObject({
      components: [{ parameters: [{ type: 'location', location: { latitude: 1, name: 'Here' } }] }],
    })
  })
})

describe('what stands in the way of a template', () => {
  const { definition } = read(REMINDER)

  test.each<[string, Partial<TemplateGiven>, { code: string; key: string }[]]>([
    ['nothing', {}, []],
    ['a value that is missing', { values: { ...GIVEN.values, 2: ' ' } }, [{ code: 'missing', key: '2' }]],
    ['a value too many', { values: { ...GIVEN.values, 3: 'x' } }, [{ code: 'unknown', key: '3' }]],
    ['a line break', { values: { ...GIVEN.values, 1: 'a\nb' } }, [{ code: 'spacing', key: '1' }]],
    ['a tab', { values: { ...GIVEN.values, 1: 'a\tb' } }, [{ code: 'spacing', key: '1' }]],
    ['four spaces', { values: { ...GIVEN.values, 1: 'a    b' } }, [{ code: 'spacing', key: '1' }]],
    ['a picture that is missing', { header: undefined }, [{ code: 'missing', key: 'header' }]],
    [
      'a video in the place of a picture',
      { header: { type: 'media', kind: 'video', mediaId: 'x' } },
      [{ code: 'wrong_file', key: 'header' }],
    ],
    [
      'a text that is too long as a whole',
      { values: { ...GIVEN.values, 1: 'x'.repeat(600) } },
      [{ code: 'too_long', key: 'body' }],
    ],
  ])('%s', (_name, change, problems) => {
    expect(templateProblems(definition, { ...GIVEN, ...change })).toEqual(problems)
  })

  test('a part that nothing here can fill', () => {
    const carousel = read({ ...REMINDER, components: [{ type: 'CAROUSEL', cards: [] }] })

    expect(templateProblems(carousel.definition, { values: {} })).toEqual([
      { code: 'unknown_part', key: 'carousel' },
    ])
  })
})

describe('a page of the list', () => {
  test('is asked for with what is needed of each template, from a cursor on', () => {
    const { url, method } = renderTemplates('10/20', 'c=1', SETTINGS)

    expect(method).toBe('GET')
    expect(url).toMatch(/^https:\/\/graph\.example\/v26\.0\/10%2F20\/message_templates\?fields=.*components/)
    expect(new URL(url).searchParams.get('after')).toBe('c=1')
  })

  test('leaves out what cannot be read, and keeps the rest', () => {
    const paging = { cursors: { after: 'B' }, next: 'https://graph.example/next' }

    expect(readTemplates(200, { data: [REMINDER, null, { name: 'x' }], paging })).toMatchObject({
      type: 'page',
      templates: [
        { externalId: '77', status: 'approved', category: 'utility', quality: 'green', reason: null },
      ],
      after: 'B',
    })
    expect(readTemplates(200, { data: [], paging: { cursors: { after: 'B' } } })).toMatchObject({
      after: null,
    })
  })

  test.each([
    ['a token that is no good', 401, { error: { code: 190, type: 'OAuthException' } }, 'refused'],
    ['too many calls', 400, { error: { code: 80_007, type: 'x' } }, 'retry'],
    ['a gateway', 502, '<html>', 'retry'],
    ['another account', 400, { error: { code: 100, error_subcode: 33 } }, 'refused'],
  ])('may be refused: %s', (...[, status, body, type]) => {
    expect(readTemplates(status, body)).toMatchObject({ type, reason: expect.stringMatching(/./) })
  })

  test('is read as it was seen in public', () => {
    for (const { name, body } of readCorpus('meta/whatsapp', /^response_mgmt_.*template.*get/)) {
      const items = Array.isArray(body) ? body : ((body as { data?: unknown[] }).data ?? [body])
      for (const item of items.filter((item) => (item as { components?: unknown }).components)) {
        const template = readTemplate(item as Record<string, unknown>)
        if (template) expect(template.definition.body, name).not.toBe('')
      }
    }
  })
})
