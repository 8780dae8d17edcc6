import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { command, FAILED } from '../command.ts'

const JSON_REPORTER = join(import.meta.dirname, 'json-reporter.ts')

export const test = command({
  name: 'test',
  summary: 'Run the conversation tests',
  usage: '[files...] [-- arguments of node --test]',
  about: `Runs node --test: by default all *.test.ts files below the current folder. What follows -- goes on:
  hilo test -- --watch
  hilo test -- --test-name-pattern "takes an order"`,
  options: {},
  async run({ values, positionals, rest, terminal }) {
    const reporter = values.json ? [`--test-reporter=${JSON_REPORTER}`] : []
    const args = ['--test', ...reporter, ...rest, ...positionals]
    const child = spawn(process.execPath, args, {
      cwd: terminal.folder,
      // What runs this one must not be taken for what runs that one.
      env: { ...terminal.env, NODE_TEST_CONTEXT: undefined },
      stdio: 'inherit',
    })
    const [code] = (await once(child, 'close')) as [number | null]
    return code === 0 ? 0 : FAILED
  },
})
