import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { CommandError } from '../command.ts'
import { readSecret } from './read-secret.ts'

function typing(keys: string): Promise<string> {
  const stdin = Object.assign(new PassThrough(), { isTTY: true })
  const stdout = new PassThrough()
  const secret = readSecret({ stdin, stdout, stderr: stdout, env: {}, folder: '/' }, 'API key')
  stdin.write(keys)
  return secret
}

test('a secret that is typed ends with its line', async () => {
  expect(await typing('hilo_key\r')).toBe('hilo_key')
})

test.each([
  ['Ctrl-C', '\u0003'],
  ['Ctrl-D', '\u0004'],
])('%s instead of a secret ends the command with a sentence', async (_name, key) => {
  await expect(typing(key)).rejects.toThrow(new CommandError('API key was not given: nothing was done.'))
})
