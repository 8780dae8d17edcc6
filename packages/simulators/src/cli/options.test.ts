import { expect, test } from 'vitest'
import { HELP, readCommand } from './options.ts'

test('without words it starts, on loopback, with every channel', () => {
  expect(readCommand([])).toMatchObject({
    name: 'start',
    options: {
      host: '127.0.0.1',
      port: 4601,
      callback: null,
      channels: ['whatsapp', 'messenger', 'instagram'],
    },
  })
})

test('a run takes files, and a free port', () => {
  const args = ['run', 'a.json', 'b.json', '--json', '--callback', 'http://127.0.0.1:3000/hook/']

  expect(readCommand(args)).toMatchObject({
    ...{ name: 'run', files: ['a.json', 'b.json'], isJson: true, url: null },
    options: { port: 0, callback: 'http://127.0.0.1:3000/hook' },
  })
})

test.each([
  [['--prot', '1'], /Unknown option '--prot'/],
  [['--port', 'x'], '--port wants a number from 0 to 65535, not "x".'],
  [['--port', '70000'], /not "70000"/],
  [['--callback', 'localhost:3000'], /--callback wants an address such as/],
  [['--channels', 'whatsapp,sms'], '--channels takes whatsapp, messenger, instagram, not "sms".'],
  [['--page-id', 'p1'], '--page-id wants digits, not "p1".'],
  [['run'], /Name at least one scenario file/],
  [['sing'], 'There is no command "sing": there are start and run.'],
  [['start', 'x.json'], 'Nothing is done with "x.json".'],
  [['--json'], '--json belongs to "run".'],
])('%j is refused in words', (args, message) => {
  expect(() => readCommand(args)).toThrow(message)
})

test('the help names every option', () => {
  for (const name of [
    'callback',
    'secret',
    'verify-token',
    'token',
    'channels',
    'port',
    'host',
    'state-file',
    'url',
    'json',
  ]) {
    expect(HELP).toContain(`--${name}`)
  }
})
