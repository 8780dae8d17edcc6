import { resolve } from 'node:path'
import { api } from '@hilo/protocol'
import { command } from '../command.ts'
import { readJson } from '../conversation/options.ts'
import {
  BACKEND_OPTIONS,
  backendNameOf,
  findVersion,
  getBackend,
  listVersions,
  shortHash,
  unreached,
} from './backend.ts'
import { connect } from './keys.ts'
import { momentOf, print, table } from './print.ts'

const TITLES = ['', 'version', 'deployed', 'by', 'waiting', 'done', 'failed', 'note']

export const versions = command({
  name: 'versions',
  summary: 'List the versions of a micro-backend, newest first',
  usage: '',
  about: 'A star marks the version that new runs use.',
  options: BACKEND_OPTIONS,
  async run(call) {
    const client = await connect(call)
    const all = await listVersions(client, await backendNameOf(call))
    const rows = all.map(({ isActive, hash, deployedAt, deployedBy, runs, note, remote, pause }) => [
      ...[isActive ? '*' : '', shortHash(hash), momentOf(deployedAt), deployedBy?.name ?? ''],
      ...[String(runs.waiting + runs.running), String(runs.done), String(runs.failed)],
      [pause && 'paused', remote && `at ${remote.url}`, note].filter(Boolean).join(', '),
    ])
    print(call, { versions: all }, table(TITLES, rows))
    return 0
  },
})

export const promote = command({
  name: 'promote',
  summary: 'Make new runs use a version',
  usage: '<version>',
  about: `The version is the beginning of its hash, as hilo versions shows it, or latest. Runs under way
stay on theirs. Nothing changes when somebody else promoted another one meanwhile.`,
  options: {
    config: { type: 'string', value: 'file', about: 'A JSON file: the config that this version needs.' },
    ...BACKEND_OPTIONS,
  },
  async run(call) {
    const client = await connect(call)
    const name = await backendNameOf(call)
    const version = await findVersion(client, name, call.positionals[0] ?? '')
    const { traffic } = await getBackend(client, name)
    const { config } = call.values
    const backend = await client.call(api.promoteVersion, {
      params: { name },
      body: {
        versionId: version.id,
        expect: traffic.activeVersionId,
        ...(config !== undefined && { config: await readJson(resolve(call.terminal.folder, config)) }),
      },
    })
    const words = [`New runs of ${name} use ${shortHash(version.hash)}.`, ...unreached(client, backend)]
    print(call, backend, words.join('\n'))
    return 0
  },
})

export const rollback = command({
  name: 'rollback',
  summary: 'Make new runs use the version that was active before',
  usage: '',
  about: 'Runs under way stay on theirs. Again goes one further back.',
  options: BACKEND_OPTIONS,
  async run(call) {
    const client = await connect(call)
    const name = await backendNameOf(call)
    const { traffic } = await getBackend(client, name)
    const backend = await client.call(api.rollBack, {
      params: { name },
      body: { expect: traffic.activeVersionId },
    })
    print(call, backend, `New runs of ${name} use ${backend.version} again.`)
    return 0
  },
})
