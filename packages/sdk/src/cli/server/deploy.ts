import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { api } from '@hilo/protocol'
import { type Call, CommandError, command } from '../command.ts'
import { readJson } from '../conversation/options.ts'
import { findBackend, loadBackend } from '../project/load.ts'
import { differentOf, runGate } from '../replay/gate.ts'
import { wordsOfGate } from '../replay/print.ts'
import { readRecords } from '../replay/read-records.ts'
import { countOf } from '../replay/replay.ts'
import { shortHash } from './backend.ts'
import type { Client } from './client.ts'
import { connect, SERVER_OPTIONS } from './keys.ts'
import { print } from './print.ts'
import { lastRuns } from './runs.ts'

const OPTIONS = {
  promote: { type: 'boolean', about: 'Make new runs use it at once.' },
  gate: {
    type: 'string',
    value: 'file',
    about: 'Recorded runs that must not differ, or nothing is deployed.',
  },
  last: { type: 'string', value: 'n', about: 'The same with the last n runs of the server.' },
  'max-different': { type: 'string', value: 'n', default: '0', about: 'How many of them may; 0 without it.' },
  config: { type: 'string', value: 'file', about: 'A JSON file: the config to promote it with.' },
  note: { type: 'string', value: 'text', about: 'What to say about it, such as a commit.' },
  ...SERVER_OPTIONS,
} as const

export const deploy = command({
  name: 'deploy',
  summary: 'Deploy a micro-backend to a server',
  usage: '[file]',
  about: `Bundles the file with what it imports, checks it in the isolation of this machine, plays the
recorded runs of --gate or --last on it, and uploads it. Nobody uses the version before it is promoted;
runs under way stay on theirs. The same code is the same version, so a repeated deploy changes nothing.`,
  options: OPTIONS,
  async run(call) {
    const { values, positionals, terminal } = call
    const client = await connect(call)
    const file = findBackend(positionals[0], terminal.folder)
    const bundle = await bundleOf(file)
    await passGate(call, client, file)
    const { name } = bundle
    const { backend, version, isNew } = await client.call(api.deployVersion, {
      params: { name },
      body: { ...bundle.upload, sourceHash: null, note: values.note ?? null },
    })
    const promoted = values.promote ? await promote(call, client, { name, version, backend }) : null
    const words = [
      `${name} ${shortHash(version.hash)} ${isNew ? 'is deployed' : 'had been deployed before'}.`,
      promoted
        ? 'New runs use it.'
        : version.isActive
          ? 'New runs use it.'
          : `hilo promote ${shortHash(version.hash)} makes new runs use it.`,
      ...missing((promoted ?? backend).missingSecrets),
    ]
    print(
      call,
      { backend: promoted ?? backend, version, isNew, isPromoted: promoted !== null },
      words.join('\n'),
    )
    return 0
  },
})

type DeployCall = Call<typeof OPTIONS>

/** esbuild and the isolation are loaded by this command only. */
async function bundleOf(file: string) {
  const { bundleBackend } = await import('@hilo/runtime')
  const outDir = await mkdtemp(join(tmpdir(), 'hilo-deploy-'))
  try {
    const { bundlePath, manifest } = await bundleBackend(file, { outDir })
    const bundle = await readFile(bundlePath, 'utf8')
    const sourceMap = await readFile(`${bundlePath}.map`, 'utf8').catch(() => null)
    const hash = createHash('sha256').update(bundle).digest('hex')
    return { name: manifest.name, upload: { bundle, hash, sourceMap } }
  } finally {
    await rm(outDir, { recursive: true, force: true })
  }
}

/** @throws CommandError when more of the recorded runs differ than may. */
async function passGate({ values, terminal }: DeployCall, client: Client, file: string): Promise<void> {
  if (values.gate === undefined && values.last === undefined) return
  const backend = await loadBackend(file)
  const records = values.gate === undefined ? [] : await readRecords(resolve(terminal.folder, values.gate))
  if (values.last !== undefined) {
    records.push(...(await lastRuns(client, backend.name, countOf(values.last, 'last'))))
  }
  const gate = await runGate(backend, records)
  if (!values.json) terminal.stdout.write(wordsOfGate(gate))
  const different = differentOf(gate)
  if (different <= countOf(values['max-different'], 'max-different')) return
  throw new CommandError(
    `Nothing was deployed: ${different} of ${gate.total} recorded runs differ; hilo replay shows them.`,
  )
}

async function promote(
  { values, terminal }: DeployCall,
  client: Client,
  { name, version, backend }: Deployed,
) {
  const config = values.config && (await readJson(resolve(terminal.folder, values.config)))
  return client.call(api.promoteVersion, {
    params: { name },
    body: { versionId: version.id, expect: backend.traffic.activeVersionId, ...(config && { config }) },
  })
}

type Deployed = {
  name: string
  version: { id: string }
  backend: { traffic: { activeVersionId: string | null } }
}

function missing(secrets: readonly string[]): string[] {
  return secrets.map((name) => `The secret ${name} has no value yet: hilo secrets set ${name}.`)
}
