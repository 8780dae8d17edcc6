import { expect, test } from 'vitest'
import { editByRule } from './edit-by-rule.ts'

const asked = (order: string, text: string, frame = 'text') =>
  editByRule({
    messages: [
      { role: 'system', text: order, pictures: 0 },
      { role: 'user', text: `<${frame}>\n${text}\n</${frame}>`, pictures: 0 },
    ],
  })

const TO = (language: string) => `Translate a message between a business and a contact into ${language}.`

test.each([
  [
    'Make it shorter: plain words.',
    'We actually deliver every day. It is really nice here. It costs 4 euros.',
    '[demo] We deliver every day. It costs 4 euros.',
  ],
  [
    'Make it friendlier: warm.',
    'La mesa es para 4 personas',
    '[demo] ¡Hola! La mesa es para 4 personas. Estamos para lo que necesites.',
  ],
  ['Mend spelling, grammar.', 'hello ,i dont know.we can,yes', "[demo] Hello, I don't know.we can, yes."],
  [TO('Spanish'), 'Hello, a table for 4 with AB-1207', '[demo] Hola, a mesa para 4 con AB-1207'],
  [TO('German'), 'Hello', '[demo] (German) Hello'],
])('%s', (order, text, expected) => {
  expect(asked(order, text)).toBe(expected)
})

test('a conversation is summed up from its beginning, in the language that was asked for', () => {
  const order = 'Summarise the conversation.\nWrite in Spanish, and nothing but these lines.'
  const talk = [
    ...['Contact: Hi', 'Business: Hello', 'Contact: Do you have a terrace?', 'Business: Yes, two.'],
    ...['Contact: Is there a table?', 'Contact: For four'],
  ].join('\n')

  expect(asked(order, talk, 'conversation')).toBe(
    [
      '- [demo] El contacto escribió: Do you have a terrace?',
      '- El contacto escribió: Is there a table? · For four',
      '- Lo último que se le dijo: Yes, two.',
      '- Espera una respuesta.',
    ].join('\n'),
  )
})

test('of a long conversation the beginning and the end are told', () => {
  const talk = Array.from({ length: 9 }, (_, at) => `Contact: Question number ${at}\nBusiness: Answer ${at}`)
  const order = 'Summarise it.\nWrite in English, and nothing but these lines.'

  expect(asked(order, talk.join('\n'), 'conversation')?.match(/\d/g)).toEqual(['0', '5', '6', '7', '8', '8'])
})

test('what a machine heard is summed up as that', () => {
  const talk = 'Business: Hello\nContact (voice message, transcribed by a machine): Is there a table?'

  expect(asked('Summarise it.\nWrite in English, and nothing but these lines.', talk, 'conversation')).toBe(
    [
      '- [demo] The contact wrote: (voice message, transcribed by a machine) Is there a table?',
      '- They were told last: Hello',
      '- They wait for an answer.',
    ].join('\n'),
  )
})

test('what was written to a picture is summed up with it', () => {
  const talk =
    'Contact: Hi\nBusiness: Hello\nContact: Can I have this?\nContact (a picture, as a machine saw it): A cake'

  expect(
    asked('Summarise it.\nWrite in English, and nothing but these lines.', talk, 'conversation'),
  ).toContain('The contact wrote: Can I have this? · (a picture, as a machine saw it) A cake')
})

test('a connection is answered with the word that was asked for', () => {
  expect(asked('This is a test. Answer with the one word: ready.', 'Are you there?')).toBe('[demo] ready')
})

test('what is no order of the kind is left to the passages', () => {
  expect(asked('Answer from the passages.', 'Make it shorter')).toBeNull()
})
