import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import orderStatus from './examples/order-status.ts'
import * as sdk from './index.ts'

const read = (file: string) => readFileSync(join(import.meta.dirname, file), 'utf8')

test('the example in the documentation is the file that is compiled', () => {
  const [, comment = ''] = /@example\n([\s\S]*?) \*\//.exec(read('index.ts')) ?? []
  const shown = comment.replaceAll(/^ \* ?/gm, '')

  expect(shown).toBe(read('examples/order-status.ts'))
  expect(orderStatus.name).toBe('order-status')
})

test('the public names are these', () => {
  expect(Object.keys(sdk).sort()).toEqual([
    'AiError',
    'AskExhausted',
    'AskTimeout',
    'CallError',
    'StepError',
    'TerminalError',
    'ToolRefusal',
    'defineBackend',
    'tool',
    'z',
  ])
})

test('a wrong declaration is refused in words', () => {
  const run = async () => {}
  expect(() => sdk.defineBackend({ name: 'Order Status', run })).toThrow(
    "'Order Status' cannot name a backend",
  )
  expect(() => sdk.defineBackend({ name: 'order' } as never)).toThrow("Backend 'order' has no run function.")
})
