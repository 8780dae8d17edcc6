import { resolve } from 'node:path'
import { api } from '@hilo/protocol'
import { command } from '../command.ts'
import { readJson } from '../conversation/options.ts'
import { BACKEND_OPTIONS, backendNameOf } from './backend.ts'
import { connect } from './keys.ts'
import { print } from './print.ts'

export const getConfig = command({
  name: 'config get',
  summary: 'Print the config of a micro-backend',
  usage: '',
  about: 'With --json also its version and the schema it has to fit.',
  options: BACKEND_OPTIONS,
  async run(call) {
    const client = await connect(call)
    const saved = await client.call(api.getConfig, { params: { name: await backendNameOf(call) } })
    print(call, saved, JSON.stringify(saved.config, null, 2))
    return 0
  },
})

export const setConfig = command({
  name: 'config set',
  summary: 'Save the config of a micro-backend',
  usage: '<file>',
  about: `The file holds the whole config as JSON: begin with hilo config get > config.json. New runs use
it, runs under way keep theirs.`,
  options: BACKEND_OPTIONS,
  async run(call) {
    const client = await connect(call)
    const params = { name: await backendNameOf(call) }
    const config = await readJson(resolve(call.terminal.folder, call.positionals[0] ?? ''))
    const { version } = await client.call(api.getConfig, { params })
    const saved = await client.call(api.putConfig, { params, body: { config, expect: version } })
    const words =
      saved.version === version
        ? 'The config was the same: nothing changed.'
        : `Saved as config ${saved.version}.`
    print(call, saved, words)
    return 0
  },
})
