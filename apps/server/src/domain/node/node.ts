import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'
import { type Id, newId } from '@hilo/protocol'
import type { Queryable } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

/** A node is dead when it was silent for this long, by the database's clock. */
const SILENCE = '3 seconds'

// `started_at` is since when the node hears what platforms tell it: never, until it listens.
const REGISTER = statement(`insert into node (id, host, process, started_at) values ($1, $2, $3, 'infinity')`)
const LISTEN = statement('update node set started_at = now(), heartbeat_at = now() where id = $1')
const BEAT = statement(`
  insert into node (id, host, process, started_at)
  values ($1, $2, $3, case when $4::boolean then now() else 'infinity' end)
  on conflict (id) do update set heartbeat_at = now(),
    started_at = case when node.heartbeat_at < now() - interval '${SILENCE}'
      then greatest(now(), node.started_at) else node.started_at end`)
const REMOVE = statement('delete from node where id = any ($1::uuid[])')
const OTHERS = statement(`
  select id, host, process, heartbeat_at < now() - interval '${SILENCE}' as silent from node where id <> $1`)

/** The condition in SQL that the node beats, and has heard for so long what platforms tell it. */
export function listenedFor(id: string, ms: number): string {
  return `exists (select from node where id = ${id} and heartbeat_at > now() - interval '${SILENCE}'
    and started_at <= now() - ${ms} * interval '1 millisecond')`
}

export type Node = { readonly id: Id; readonly host: string; readonly process: string; listens: boolean }

/** Announces this process. Its claims last as long as it keeps beating. */
export async function registerNode(global: Queryable): Promise<Node> {
  const self = processOf(process.pid) ?? String(process.pid)
  const node = { id: newId(), host: hostOf(), process: self, listens: false }
  await global.query(REGISTER, [node.id, node.host, node.process])
  return node
}

/**
 * Says that this process answers the platforms from now on. A start may take longer than a status is waited
 * for, so what happened before does not count as listening.
 */
export async function beginListening(global: Queryable, node: Node): Promise<void> {
  await global.query(LISTEN, [node.id])
  node.listens = true
}

/**
 * Says that this process lives. One that was silent, as when the database was away, counts as started anew.
 */
export async function beat(global: Queryable, { id, host, process: self, listens }: Node): Promise<void> {
  await global.query(BEAT, [id, host, self, listens])
}

/**
 * Which nodes live, this one included, and which are dead: silent for three seconds, or on this machine and
 * no longer running, which is known at once. So a process that is restarted after `kill -9` takes its own
 * work up again without waiting. A claim is free when its owner is not among the living.
 */
export async function censusOf(global: Queryable, self: Node): Promise<{ living: Id[]; dead: Id[] }> {
  const { rows } = await global.query<Node & { silent: boolean }>(OTHERS, [self.id])
  const isDead = (node: Node & { silent: boolean }) =>
    node.silent || (node.host === self.host && !isRunning(node.process))
  const dead = rows.filter(isDead).map(({ id }) => id)
  const living = rows.filter((node) => !isDead(node)).map(({ id }) => id)
  return { living: [self.id, ...living], dead }
}

/** Forgets dead nodes; what they claimed is free with or without their row. */
export async function forgetNodes(global: Queryable, ids: readonly Id[]): Promise<void> {
  if (ids.length > 0) await global.query(REMOVE, [ids])
}

/** One pid namespace of one boot: another container with the same host name is another host. */
function hostOf(): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    return `${hostname()} ${boot} ${readlinkSync('/proc/self/ns/pid')}`
  } catch {
    return hostname()
  }
}

/**
 * The pid with its start time, since pids are used again. Null when there is no such process, or only its
 * corpse.
 */
function processOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' || fields[0] === 'X' ? null : `${pid} ${fields[19]}`
  } catch {
    return null
  }
}

function isRunning(recorded: string): boolean {
  const [pid, startedAt] = recorded.split(' ')
  if (startedAt) return processOf(Number(pid)) === recorded
  try {
    process.kill(Number(pid), 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
