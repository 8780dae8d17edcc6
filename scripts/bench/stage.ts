import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Connections, openConnections } from './connections.ts'
import { type Graph, openGraph } from './graph.ts'
import { startTarget, type TargetOptions, type TargetProcess } from './target-process.ts'
import type { Destination } from './webhook.ts'

/** A server of its own on fresh data, between a Graph API and the connections that webhooks come over. */
export type Stage = {
  readonly target: TargetProcess
  readonly destination: Destination
  readonly graph: Graph
  readonly connections: Connections
}

export type StageOptions = Pick<TargetOptions, 'orgs' | 'backend' | 'seeds' | 'profileDir'> & {
  /** A folder that outlives the stage; else it gets one of its own. */
  dataDir?: string
}

const FIRST_NUMBER = '100000000000001'
const SECRET = 'secret-of-the-app-that-signs-the-webhooks'

/** Sets a stage up, lets `work` use it, and clears it away whatever happens. */
export async function onStage<T>(options: StageOptions, work: (stage: Stage) => Promise<T>): Promise<T> {
  const { dataDir } = options
  if (dataDir !== undefined) return play(dataDir, options, work)
  return inFolder((fresh) => play(fresh, options, work))
}

/** A data folder that several stages share. */
export async function inFolder<T>(work: (dataDir: string) => Promise<T>): Promise<T> {
  const dataDir = await mkdtemp(join(tmpdir(), 'hilo-bench-'))
  try {
    return await work(dataDir)
  } finally {
    await rm(dataDir, { recursive: true, force: true })
  }
}

/** A name for a run that no other run has. */
export function newRun(): string {
  return randomBytes(4).toString('hex')
}

async function play<T>(
  dataDir: string,
  options: StageOptions,
  work: (stage: Stage) => Promise<T>,
): Promise<T> {
  const graph = await openGraph()
  try {
    const account = { secret: SECRET, firstNumber: FIRST_NUMBER }
    const target = await startTarget({ ...options, ...account, dataDir, graphUrl: graph.url })
    const url = `${target.url}/webhooks/meta/bench`
    const connections = openConnections(url)
    try {
      const destination = { ...account, url, orgs: options.orgs ?? 1 }
      return await work({ target, destination, graph, connections })
    } finally {
      connections.close()
      await target.stop()
    }
  } finally {
    await graph.close()
  }
}
