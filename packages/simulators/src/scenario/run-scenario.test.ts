import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { simulatorClient } from '../control/client.ts'
import { type Simulators, startSimulators } from '../simulators.ts'
import { aBot, type Bot, type BotConfig } from '../testing/a-bot.ts'
import { parseScenario, readScenario } from './read-scenario.ts'
import { runScenario } from './run-scenario.ts'

const example = (name: string) =>
  parseScenario(readFileSync(new URL(`../../scenarios/${name}.json`, import.meta.url), 'utf8'))
const people = [{ id: 'ana', name: 'Ana', phone: '+34 600 111 222' }]

let simulators: Simulators
let bot: Bot

beforeAll(async () => {
  simulators = await startSimulators()
  const tokens = { whatsapp: 'w', messenger: 'm', instagram: 'i' }
  const config: BotConfig = { ...simulators, tokens }
  bot = await aBot(config)
  const app = { appId: '1517776481860111', webhookUrl: bot.url, appSecret: 's', verifyToken: 'v' }
  await simulators.whatsapp.registerNumber({
    ...{ phoneNumberId: '1', displayPhoneNumber: '+34 910 000 001', wabaId: '2', accessToken: 'w', ...app },
  })
  await simulators.messenger.registerAccount({ id: '10', name: 'Casa Lumbre', accessToken: 'm', ...app })
  await simulators.instagram.registerAccount({ id: '11', name: 'Casa Lumbre', accessToken: 'i', ...app })
})
afterAll(async () => {
  await simulators.close()
  await bot.close()
})

describe('a scenario', () => {
  test.each(['menu', 'every-channel', 'refused'])(
    'of the examples passes with a bot that is not Hilo: %s',
    async (name) => {
      const result = await runScenario(simulators, example(name))

      expect(result.steps.filter(({ outcome }) => outcome !== 'passed')).toEqual([])
      expect(result.isPassed).toBe(true)
    },
  )

  test('is played by the client of another process, and again over what was said before', async () => {
    const { isPassed } = await runScenario(simulatorClient(simulators.url), example('menu'))

    expect(isPassed).toBe(true)
  })

  test.each([
    [{ step: 'expect', text: 'Hi' }, 'Expected "Hi", and the business said "You said: Hola" (text).'],
    [
      { step: 'expect', text: 'Hi', skip: true, withinMs: 900 },
      'The business did not say "Hi" within 900 ms. It said "You said: Hola" (text).',
    ],
    [
      { step: 'expect_silence', ms: 2_000 },
      'Expected silence, and the business said "You said: Hola" (text).',
    ],
    [{ step: 'press', title: 'Pay' }, /^"Pay" is not on the phone\./],
    [{ step: 'fail', kind: '999' }, /999|expected one of/],
  ])('that fails says what happened instead, and goes no further: %j', async (step, problem) => {
    const steps = [{ step: 'say', text: 'Hola' }, step, { step: 'say', text: 'never said' }]
    const result = await runScenario(simulators, readScenario({ name: 'x', people, steps }))

    expect(result.isPassed).toBe(false)
    expect(result.steps.map(({ outcome }) => outcome)).toEqual(['passed', 'failed', 'not_run'])
    expect(result.steps[1]?.problem).toMatch(problem)
  })
})

describe('what a file may not say', () => {
  const withStep = (step: object) => ({ name: 'x', people, steps: [step] })
  test.each([
    [{ people, steps: [] }, /name/],
    [withStep({ step: 'shout', text: 'x' }), /A step is one of say, press.*\n.*steps\[0\]\.step/],
    [withStep({ step: 'say' }), /steps\[0\]\.text/],
    [withStep({ step: 'say', text: 'x', whom: 'ana' }), /"whom"/],
    [
      withStep({ step: 'say', text: 'x', person: 'bob' }),
      /Nobody is called "bob"\. There is: ana\.\n.*steps\[0\]/,
    ],
    [withStep({ step: 'press' }), /A press needs a title or an id/],
    [withStep({ step: 'do', command: 'sing' }), /whatsapp has no command "sing"\. It has: .*sendPhoto/],
    [withStep({ step: 'expect', text: { matches: '(' } }), /steps\[0\]\.text/],
  ])('%j', (value, message) => {
    expect(() => readScenario(value)).toThrow(message)
  })

  test('JSON that is none', () => {
    expect(() => parseScenario('{')).toThrow(/^This is no JSON: /)
  })
})
