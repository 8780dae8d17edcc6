import { expect, test, vi } from 'vitest'
import { tellProgress } from './tell-progress.mjs'

function aStream(isTTY) {
  const written = []
  return { isTTY, written, write: (text) => written.push(text) }
}

const aMinute = () => vi.advanceTimersByTimeAsync(31_000).then(() => 'made')

test('what takes long says so now and then, and counts the seconds in place on a terminal', async () => {
  vi.useFakeTimers()
  const [file, terminal] = [aStream(false), aStream(true)]

  expect(await tellProgress('Making it', aMinute, file)).toBe('made')
  await tellProgress('Making it', aMinute, terminal)
  vi.useRealTimers()

  expect(file.written).toEqual([
    'Making it ...\n',
    '  ... 15 s so far\n',
    '  ... 30 s so far\n',
    '  ... done in 31 s\n',
  ])
  expect(terminal.written.slice(0, 3)).toEqual([
    'Making it ...',
    '\rMaking it ... 1 s',
    '\rMaking it ... 2 s',
  ])
  expect(terminal.written.at(-1)).toBe('\rMaking it ... done in 31 s\n')
})

test('what fails leaves its line, and is told by who asked for it', async () => {
  const terminal = aStream(true)
  const fail = () => Promise.reject(new Error('No network'))

  await expect(tellProgress('Making it', fail, terminal)).rejects.toThrow('No network')
  expect(terminal.written).toEqual(['Making it ...', '\n'])
})
