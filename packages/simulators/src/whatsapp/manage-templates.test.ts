import { afterAll, describe, expect, test } from 'vitest'
import { aBusiness, NUMBER } from '../testing/a-business.ts'

const business = await aBusiness()
const { whatsapp } = business.simulators
const { wabaId } = NUMBER
afterAll(() => business.close())

const REMINDER = {
  ...{ wabaId, name: 'reminder', language: 'es' },
  components: [
    { type: 'HEADER', format: 'IMAGE' },
    { type: 'BODY', text: 'Hola {{1}}, te esperamos el {{2}}.' },
    { type: 'FOOTER', text: 'Casa' },
    {
      type: 'BUTTONS',
      buttons: [
        { type: 'QUICK_REPLY', text: 'Voy' },
        { type: 'URL', text: 'Ver', url: 'https://casa.example/{{1}}' },
      ],
    },
  ],
}

const header = { type: 'header', parameters: [{ type: 'image', image: { id: '1' } }] }
const text = (...texts: string[]) => texts.map((one) => ({ type: 'text', text: one }))
const body = { type: 'body', parameters: text('Ana', 'lunes') }
const button = { type: 'button', sub_type: 'url', index: '1', parameters: text('7f') }
const payload = {
  ...{ type: 'button', sub_type: 'quick_reply', index: '0' },
  parameters: [{ type: 'payload', payload: 'yes' }],
}

function send(components: unknown[], name = 'reminder', code = 'es') {
  return business.send({ type: 'template', template: { name, language: { code }, components } })
}

function list(query: string) {
  const url = `${business.simulators.graphUrl}/v26.0/${wabaId}/message_templates?${query}`
  return fetch(url, { headers: { authorization: `Bearer ${NUMBER.accessToken}` } })
}

describe('a send of a template', () => {
  test('shows header, words, footer and buttons, and its quick reply comes back as a button', async () => {
    await whatsapp.addTemplate(REMINDER)

    const sent = await send([header, body, payload, button])
    await whatsapp.press({ personId: 'ana', title: 'Voy' })
    await whatsapp.awaitIdle()

    expect(sent.status).toBe(200)
    const [shown] = await whatsapp.messages({ personId: 'ana' })
    expect(shown?.body).toMatchObject({
      header: { type: 'image', image: { id: '1' } },
      text: 'Hola Ana, te esperamos el lunes.',
      footer: 'Casa',
      buttons: [{ id: 'yes' }, { kind: 'url', url: 'https://casa.example/7f' }],
    })
    expect(business.receiver.messages()[0]).toMatchObject({
      ...{ type: 'button', button: { payload: 'yes', text: 'Voy' } },
    })
  })

  test.each<[string, unknown[], number]>([
    ['too few values', [header, { ...body, parameters: text('Ana') }, button], 132000],
    ['no picture', [body, button], 132000],
    ['no end of the link', [header, body], 132000],
    ['a text in the place of the picture', [{ ...header, parameters: text('x') }, body, button], 132012],
    ['a line break', [header, { ...body, parameters: text('A\nB', 'x') }, button], 132018],
  ])('with %s is refused', async (_name, components, code) => {
    await whatsapp.addTemplate(REMINDER)

    expect((await send(components)).body.error?.code).toBe(code)
  })

  test.each([
    ['PENDING', 132001],
    ['REJECTED', 132001],
    ['PAUSED', 132015],
    ['DISABLED', 132016],
  ] as const)('that is %s is refused', async (status, code) => {
    await whatsapp.addTemplate({ ...REMINDER, status })

    expect((await send([header, body, button])).body.error?.code).toBe(code)
    expect((await send([], 'reminder', 'pt')).body.error?.code).toBe(132001)
  })

  test('takes named parameters by their names only', async () => {
    const named = { wabaId, name: 'order', language: 'es', format: 'NAMED' as const }
    await whatsapp.addTemplate({ ...named, components: [{ type: 'BODY', text: 'Hola {{guest}}' }] })
    const parameter = { type: 'text', text: 'Ana', parameter_name: 'guest' }

    const good = await send([{ type: 'body', parameters: [parameter] }], 'order')
    const bad = await send([{ type: 'body', parameters: text('Ana') }], 'order')

    expect([good.status, bad.body.error?.code]).toEqual([200, 132012])
  })
})

test('templates are listed page by page, with what became of each', async () => {
  await whatsapp.addTemplate(REMINDER)
  await whatsapp.changeTemplate({ wabaId, name: 'reminder', status: 'REJECTED', reason: 'SCAM' })

  const first = (await (await list('limit=1')).json()) as { data: unknown[]; paging: Record<string, string> }
  const second = (await (
    await fetch(String(first.paging.next), { headers: { authorization: `Bearer ${NUMBER.accessToken}` } })
  ).json()) as typeof first

  expect(first.data).toMatchObject([{ name: 'hello_world', status: 'APPROVED' }])
  expect(second.data).toMatchObject([{ name: 'reminder', status: 'REJECTED', rejected_reason: 'SCAM' }])
})

test('every change of a template is told by its own webhook', async () => {
  await whatsapp.addTemplate(REMINDER)
  const change = { wabaId, name: 'reminder' }
  await whatsapp.changeTemplate({ ...change, status: 'PAUSED' })
  await whatsapp.changeTemplate({ ...change, category: 'marketing', quality: 'red' })
  await whatsapp.awaitIdle()

  const changes = business.receiver.arrivals
    .flatMap(({ body }) => body.entry.flatMap(({ changes }) => changes))
    .map(({ field, value }) => ({ field, ...value }) as Record<string, unknown>)
    .filter((change) => change.message_template_name === 'reminder')
  expect(changes.slice(-3)).toMatchObject([
    { field: 'message_template_status_update', event: 'PAUSED' },
    { field: 'template_category_update', new_category: 'MARKETING' },
    { field: 'message_template_quality_update', new_quality_score: 'RED' },
  ])
})
