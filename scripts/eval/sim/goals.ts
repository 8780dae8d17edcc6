import type { ContactGoal, Expectation } from '@hilo/protocol'
import { people, type Scenario, SECRETS, told } from './scenario.ts'

/** Contacts who want something, played by whoever writes for the org. What is quoted they may say as it stands. */

type Wanted = Pick<ContactGoal, 'wants' | 'contentWhen'> & Partial<ContactGoal>

const NOTHING: Expectation = { actions: [], reasons: [], says: [], saysNot: [], cites: [] }

const goal =
  (language: string) =>
  (name: string, wanted: Wanted, expected: Partial<Expectation>): Scenario => ({
    ...{ name: `${language} goal: ${name}`, language, turns: [] },
    goal: {
      ...{ persona: '', facts: [], begins: [], turnsMax: 5, ...wanted },
      expect: { ...NOTHING, ...expected, saysNot: [...SECRETS, ...(expected.saysNot ?? [])] },
    },
  })

const [en, es, pt] = [goal('en'), goal('es'), goal('pt')]

export const GOALS: readonly Scenario[] = [
  en(
    'what a day on a city bike comes to',
    {
      persona: 'On holiday with little time; writes short.',
      wants:
        'Know before they come: “How much does it cost to rent a city bike per day?”, and then ' +
        '“Do I have to leave a deposit?”',
      contentWhen: [
        'They know that a city bike costs $18 per day.',
        'They know that a deposit of $100 is held on the credit card.',
      ],
    },
    told(['$18', '$100'], ['How much does it cost to rent a bike?', 'Do I have to leave a deposit?']),
  ),
  en(
    'whether to come on Sunday',
    {
      wants: 'Know whether the shop is open on Sunday.',
      begins: ['Is the shop open on Sunday?', 'Is the shop closed on Sunday?'],
      contentWhen: ['They know that the shop is closed on Sunday.'],
    },
    told(['closed on Sunday'], ['What are the opening hours of the shop?']),
  ),
  en(
    'what nobody wrote down, and a person',
    {
      wants:
        'Store luggage: “Where can I store my luggage during the night?” Who cannot say it, gives a person.',
      contentWhen: ['They were told: “A person from the team will answer”.'],
    },
    people('user_asked'),
  ),
  es(
    'la visita guiada y lo que dura',
    {
      wants:
        'Ir con una amiga: «¿Cuánto cuesta la visita guiada?» y también «¿Cuánto dura la visita guiada?»',
      contentWhen: ['Sabe que la visita guiada cuesta $25 por persona.', 'Sabe que la visita dura 3 horas.'],
    },
    told(['$25', '3 horas'], ['¿Tienen una visita guiada?']),
  ),
  es(
    'la batería, de varias maneras',
    {
      wants: 'Saber cuánto dura la batería de una bicicleta eléctrica.',
      begins: [
        '¿Cuánto dura la batería de una bicicleta eléctrica?',
        'Quiero saber cuánto dura la batería de la bicicleta eléctrica',
      ],
      contentWhen: ['Sabe que la batería dura 60 km.'],
    },
    told(['60 km'], ['¿Cuánto dura la batería de una bicicleta eléctrica?']),
  ),
  es(
    'lo que no se sabe, y una persona',
    {
      wants: '«¿Dónde puedo guardar mi equipaje durante la noche?» Si no se lo saben decir, una persona.',
      contentWhen: ['Le dijeron: «Una persona del equipo responderá».'],
    },
    people('user_asked'),
  ),
  pt(
    'uma pessoa',
    {
      wants: 'Falar com alguém: «Quero falar com uma pessoa»',
      contentWhen: ['Disseram que uma pessoa da equipe vai responder.'],
    },
    people('user_asked'),
  ),
]
