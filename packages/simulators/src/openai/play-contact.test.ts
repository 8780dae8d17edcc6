import { expect, test } from 'vitest'
import { playContact } from './play-contact.ts'

const CARD = `<contact>
They want: Find out “How much is a city bike?” and then «Is there a deposit?»
They know:
- Order number: A-7
They are content when:
- They know that a city bike costs $18 per day.
- They were told "a deposit of $100"
</contact>`

const messages = (talk: string) =>
  [
    { role: 'system', text: '- One short message in Spanish, as this person would type it.' },
    { role: 'user', text: CARD },
    { role: 'user', text: `<conversation>\n${talk}\n</conversation>` },
  ].map((message) => ({ ...message, pictures: 0 }))

const PRICE =
  'Contact: How much is a city bike?\nBusiness: [demo] The cost to rent a city bike is $18\n  per day.'
const BOTH = `${PRICE}\nContact: Is there a deposit?\nBusiness: We hold a deposit of $100.`

test.each([
  ['begins with what they want', '', 'How much is a city bike?'],
  ['goes on to what is next', PRICE, 'Is there a deposit?'],
  ['tells what they know', 'Contact: x\nBusiness: What is your order number?', 'Order number: A-7'],
  ['agrees', 'Contact: x\nBusiness: Responde sí o no.', 'Sí'],
  ['presses a button at last', `${PRICE}\nContact: Is there a deposit?\nBusiness: No.\n  [Talk]`, 'Talk'],
])('a contact %s', (_name, talk, text) => {
  const said = playContact({ shape: 'contact', messages: messages(talk) })

  expect(said).toEqual({ isContent: false, isDone: false, text: `[demo] ${text}` })
})

test.each([
  ['is content once all was written', BOTH, { isContent: true, text: '[demo] Gracias, eso es todo.' }],
  [
    'gives up who has nothing left to say',
    `${PRICE}\nContact: Is there a deposit?\nBusiness: No.`,
    { isContent: false, text: '' },
  ],
])('a contact %s', (_name, talk, end) => {
  const said = playContact({ shape: 'contact', messages: messages(talk) })

  expect(said).toEqual({ ...end, isDone: true })
})

test('a judge names what the business did not write, whatever the contact says', () => {
  const criteria = {
    role: 'user',
    pictures: 0,
    text: '<criteria>\n1. A bike costs $18.\n2. "$100"\n</criteria>',
  }
  const talk = `${PRICE}\nContact: So the deposit is $100, thanks!`

  expect(playContact({ shape: 'goal', messages: [criteria, ...messages(talk)] })).toEqual({
    criteria: [
      { number: 1, why: '[demo] The business wrote this.', isMet: true },
      { number: 2, why: '[demo] The business wrote nothing of this.', isMet: false },
    ],
    verdict: 'unmet',
  })
})
