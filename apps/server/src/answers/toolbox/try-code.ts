import {
  type Actor,
  AppError,
  type BackendToolTrial,
  type ChannelType,
  type Id,
  type JournalEntry,
  newId,
} from '@hilo/protocol'
import type { CodeInput } from '../../domain/ai-tool/code-input.ts'
import { type DeclaredCode, openDeclaredCode } from '../../domain/ai-tool/code-tool.ts'
import { inputProblemEs } from '../../domain/ai-tool/input-words.ts'
import { refuse } from '../../domain/issue/refuse.ts'
import { allowedHosts } from '../../domain/link-host/read.ts'
import type { NewLogEntry } from '../../domain/log/log-entry.ts'
import { hideLinks } from '../hide-links.ts'
import type { Performing } from './perform.ts'
import { readCodeFields } from './read-call.ts'
import { type CodeRan, playCode } from './run-code.ts'
import { toolWords } from './tool-words.ts'

/** What a member tries: the tool of an active version, with input as a model would fill it in. */
export type CodeTrial = {
  backend: string
  name: string
  /** The version that the member saw. */
  version: string
  input: Readonly<Record<string, unknown>>
  /** Who writes, made up. */
  contact: { channel: ChannelType; name: string | null; phone: string | null }
  isConfirmed: boolean
  /** Of what the contact would be told. */
  language: string
  /** Who tries it. */
  by: Actor
}

type Desk = Pick<Performing, 'db' | 'code'>
type Tried = Pick<DeclaredCode, 'declared' | 'backendId' | 'version'>

/**
 * Runs the code of a tool as it would be run for a contact, steps, secrets and all, and tells what came. What
 * it does is done. It is no call of a conversation; the execution log says that it was tried.
 *
 * @throws AppError `not_found`; `conflict` when another version is active by now; `invalid_request` for what
 * is no input of this tool, and when it is not confirmed
 */
export async function tryCode(
  { db, code }: Desk,
  { orgId, ...trial }: CodeTrial & { orgId: Id },
  signal: AbortSignal,
): Promise<BackendToolTrial> {
  const { open, hosts } = await db.withOrg(orgId, async (tx) => ({
    open: await openDeclaredCode(tx, trial),
    hosts: await allowedHosts(tx),
  }))
  const { declared, versionId, config, confirmation, ...meant } = requireMeant(open, trial)
  const { name } = declared
  code.executionLog.write(orgId, tried({ ...meant, declared }, trial.by))
  const beganAt = performance.now()
  const call = { orgId, versionId, conversationId: null, name, config, input: trial.input }
  const playing = { code, record: openJournal(), runId: newId(), isCheck: false }
  const ran = await playCode(playing, call, { input: inputOf(trial, open as DeclaredCode), signal })
  const ms = Math.round(performance.now() - beganAt)
  const said = saidOf(ran, { title: declared.title, language: trial.language, hosts })
  const { fault, result } = ran
  return { fault, result, said: confirmation === 'none' && !fault ? null : said, ms }
}

/** Who did it is in the data too, for whoever tells it in another language. */
function tried({ declared, backendId, version }: Tried, { kind, name }: Actor): NewLogEntry {
  const who = kind === 'api_key' ? `A program with the key ${name}` : name
  const tool = declared.name
  return {
    ...{ severity: 'info', source: 'backend', kind: 'tool.tried', backendId, version },
    text: `${who} tried the tool ${tool}: its code was run for a contact who is made up.`,
    data: { tool, ...(kind === 'api_key' ? { apiKey: name } : { member: name }) },
  }
}

function requireMeant(open: DeclaredCode | null, { version, input, isConfirmed }: CodeTrial): DeclaredCode {
  if (!open) throw new AppError('not_found', 'No active version that runs has such a tool.')
  if (open.version !== version)
    throw new AppError('conflict', 'Another version is active by now: load the tool again.')
  if (!isConfirmed)
    refuse(
      'isConfirmed',
      'The code really runs, and what it does is done: confirm it.',
      'El código se ejecuta de verdad, y lo que hace queda hecho: confírmalo.',
    )
  const { problem } = readCodeFields({ code: open.declared }, input)
  if (problem !== null) refuse('input', problem, inputProblemEs(problem))
  return open
}

/** A journal that lasts as long as the test. The first to record a position wins, as in that of a call. */
function openJournal() {
  const journal = new Map<string, JournalEntry>()
  return async (entries: readonly JournalEntry[]) => {
    for (const entry of entries) if (!journal.has(entry.position)) journal.set(entry.position, entry)
    return [...journal.values()].sort((a, b) => (a.position < b.position ? -1 : 1))
  }
}

function inputOf({ contact }: CodeTrial, { locale, timeZone }: DeclaredCode): CodeInput {
  const { channel, name, phone } = contact
  const digits = phone?.replaceAll(/\D/g, '') ?? ''
  return {
    contact: { id: newId(), name: name || null, locale, channel, phone: digits || null, attributes: {} },
    ...{ timeZone, now: Date.now() },
  }
}

type About = { title: string; language: string; hosts: readonly string[] }

function saidOf({ fault, reply }: CodeRan, { title, language, hosts }: About): string {
  const words = toolWords(language)
  if (fault) return words.failed(title)
  return (reply === null ? null : hideLinks(reply, hosts)) ?? words.done(title)
}
