import { expect, test } from 'vitest'
import { openDesk } from '../../testing/desk.ts'
import { startWithSimulators } from '../../testing/simulators.ts'

const { simulators, server } = await startWithSimulators()
const { whatsapp } = simulators
const eventually = { timeout: 15_000 }

const CODE = `
  const form = { flow: '77', text: 'When?', button: 'Choose', screen: 'DAY', data: { day: 'Friday' } }
  const { day, floor } = await chat.form(form)
  await chat.say('On ' + day + ', floor ' + floor)`

test('a form goes to the phone, and what is filled in comes back into the thread and the code', async () => {
  const fields = [
    { name: 'day', label: 'Day' },
    { name: 'floor', label: 'Floor', kind: 'number' as const },
  ]
  await whatsapp.addFlow({ id: '77', screens: [{ id: 'DAY', fields }] })
  const desk = await openDesk(server, { simulators, code: CODE })
  const { personId, number } = desk
  const forms = async () => {
    const messages = await whatsapp.messages({ personId, phoneNumberId: number.account })
    return messages.filter(({ body }) => (body as { type?: string }).type === 'flow')
  }
  await desk.say('Hola')
  await expect.poll(async () => (await forms()).length, eventually).toBe(1)
  await desk.say('on Friday')
  await expect.poll(async () => (await forms()).length, eventually).toBe(2)
  const [first] = await forms()
  const messageId = first?.id ?? ''
  expect(await whatsapp.flowOf({ personId, messageId })).toMatchObject({ given: { day: 'Friday' } })

  await whatsapp.answerFlow({ personId, messageId, answers: { day: 'Monday', floor: 3 } })

  await expect.poll(async () => (await desk.phone()).at(-1), eventually).toBe('On Monday, floor 3')
  const items = (await desk.timeline()).flatMap((item) => (item.type === 'message' ? [item.content] : []))
  expect(items).toMatchObject([
    { type: 'text' },
    { type: 'form', button: 'Choose' },
    { type: 'text' },
    { type: 'form', text: 'Please press the button, and fill in the form.' },
    { type: 'form_reply', data: { day: 'Monday', floor: 3 } },
    { type: 'text' },
  ])
})

test('a form that Meta blocked fails, and the thread says why', async () => {
  await whatsapp.addFlow({ id: '78', status: 'BLOCKED', fields: [{ name: 'day', label: 'Day' }] })
  const code = `await chat.form({ flow: '78', text: 'When?', button: 'Choose' })`
  const desk = await openDesk(server, { simulators, code })
  await desk.say('Hola')

  await expect
    .poll(desk.sent, eventually)
    .toMatchObject([{ status: 'failed', reason: expect.stringMatching(/Flow|form/i) }])
})
