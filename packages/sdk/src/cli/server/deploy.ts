/**
 * Deploys a version: a file that is bundled and uploaded, or the address of code that lives elsewhere. A
 * wrong call, code that does not bundle and the gate end it before the server is told anything.
 */
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { api } from '@hilo/protocol'
import { type Call, CommandError, command, wrongUsage } from '../command.ts'
import { readJson } from '../conversation/options.ts'
import { typeCheckOf } from '../project/check-types.ts'
import { findBackend } from '../project/load.ts'
import { shortHash, unreached } from './backend.ts'
import type { Client } from './client.ts'
import { checkRemoteCall, deployRemote, REMOTE_OPTIONS } from './deploy-remote.ts'
import { connect, SERVER_OPTIONS } from './keys.ts'
import { type Asked, GATE_OPTIONS, gateOf, passGate } from './pass-gate.ts'
import { print } from './print.ts'

const OPTIONS = {
  promote: { type: 'boolean', about: 'Make new runs use it at once.' },
  untyped: { type: 'boolean', about: 'Deploy it although its types do not fit.' },
  ...GATE_OPTIONS,
  config: { type: 'string', value: 'file', about: 'A JSON file: the config to promote it with.' },
  note: { type: 'string', value: 'text', about: 'What to say about it, such as a commit.' },
  ...REMOTE_OPTIONS,
  ...SERVER_OPTIONS,
} as const

export const deploy = command({
  name: 'deploy',
  summary: 'Deploy a micro-backend to a server',
  usage: '[file]',
  about: `Bundles the file with what it imports, checks it in the isolation of this machine, and its types
where the project has a tsconfig.json, plays the recorded runs of --gate or --last on it, and uploads it.
Nobody uses the version before it is promoted; runs under way stay on theirs. The same code is the same
version, so a repeated deploy changes nothing.

With --remote there is no file: the server asks what answers at the URL what it is, and takes it in. Run
npm run conform on it first. --gate and --last play recorded runs there in dry turns, in which it does no
step. The secret comes from the variable that --secret-env names, else from the standard input. To change
it, teach it to your server beside the old one, deploy the same URL with it, and take the old one away
there; --only-secret then takes it away here.`,
  options: OPTIONS,
  async run(call) {
    const { values } = call
    checkRemoteCall(call)
    const config = await configOf(call)
    const asked = gateOf(call)
    const client = await connect(call)
    const tell = (words: string) => {
      if (!values.json) call.terminal.stdout.write(words)
    }
    const deployed =
      values.remote === undefined
        ? await deployFile(client, call, { asked, tell })
        : await deployRemote(client, call, { asked, tell })
    const { backend, version, isNew, secrets } = deployed
    const { name } = backend
    const promoted = values.promote ? await promote(client, { name, version, backend }, config) : null
    const words = [
      `${name} ${shortHash(version.hash)} ${isNew ? 'is deployed' : 'had been deployed before'}.`,
      ...(secrets === null ? [] : [secretsNow(secrets)]),
      promoted || version.isActive
        ? 'New runs use it.'
        : `hilo promote ${shortHash(version.hash)} makes new runs use it.`,
      ...missing((promoted ?? backend).missingSecrets),
      ...(promoted ? unreached(client, promoted) : []),
    ]
    const result = { ...deployed, backend: promoted ?? backend, isPromoted: promoted !== null }
    print(call, result, words.join('\n'))
    return 0
  },
})

type DeployCall = Call<typeof OPTIONS>

type Gated = { asked: Asked; tell: (words: string) => void }

async function deployFile(
  client: Client,
  { values, positionals, terminal }: DeployCall,
  { asked, tell }: Gated,
) {
  const file = findBackend(positionals[0], terminal.folder)
  const bundle = await bundleOf(file)
  const { name } = bundle
  if (!values.untyped) await passTypes(dirname(file))
  await passGate(client, asked, { name, file, tell })
  const body = { ...bundle.upload, sourceHash: null, note: values.note ?? null }
  return { ...(await client.call(api.deployVersion, { params: { name }, body })), secrets: null }
}

/**
 * Bundling takes the types away without a look at them.
 *
 * @throws CommandError when they do not fit.
 */
async function passTypes(folder: string): Promise<void> {
  const errors = await typeCheckOf(folder)?.check()
  if (!errors) return
  throw new CommandError(
    `${errors}\nNothing was deployed: its types do not fit. Mend them, or deploy it with --untyped.`,
  )
}

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

/** @throws CommandError when there is one that nothing would use. */
async function configOf({ values, terminal }: DeployCall): Promise<Record<string, unknown> | undefined> {
  if (values.config === undefined) return undefined
  if (!values.promote) throw wrongUsage('--config is what a version is promoted with: add --promote.')
  return readJson(resolve(terminal.folder, values.config))
}

async function promote(client: Client, { name, version, backend }: Deployed, config: object | undefined) {
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

function secretsNow(count: number): string {
  return count === 1
    ? 'One secret counts for it.'
    : 'Two secrets count for it, this one and the one before: --only-secret ends that.'
}

function missing(secrets: readonly string[]): string[] {
  return secrets.map((name) => `The secret ${name} has no value yet: hilo secrets set ${name}.`)
}
