import { afterAll, beforeAll, expect, test } from 'vitest'
import { playDirect, playWhatsApp } from './every-kind.ts'
import { raiseStage, type Stage } from './stage.ts'

let stage: Stage
const noPicture = async () => {}

beforeAll(async () => {
  stage = await raiseStage()
})
afterAll(() => stage?.close())

test('every kind of message goes both ways on WhatsApp', () => playWhatsApp(stage, noPicture))

test.each(['messenger', 'instagram'] as const)('every kind of message goes both ways on %s', (channel) =>
  playDirect(stage, channel, noPicture),
)

test('no page complained', () => {
  expect(stage.complaints).toEqual([])
})
