/**
 * What a backend's process says, checked as a stranger's words.
 *
 * Written by hand, because every turn passes here: a zod schema of the same frames takes five times as long.
 * Each function builds a new value, so nothing that is not named here gets through.
 */
import type { BackendFrame, JournalEntry, RunFailure, TurnEnd, Wait } from '@hilo/protocol'
import { BackendManifest, JournalEntry as Entry } from '@hilo/protocol'
import { checkAskModel } from './check-asked.ts'
import { checkCarried, checkWord } from './check-call.ts'
import { checkContent } from './check-content.ts'
import { checkEffect } from './check-effect.ts'
import {
  type Fields,
  finite,
  integer,
  NAME_MAX,
  objectOf,
  sizeOf,
  TEXT_MAX,
  text,
  wrong,
} from './check-field.ts'

const KINDS = new Set<string>(Entry.shape.kind.options)
const FAILURES = new Set<string>([
  'exception',
  'terminal',
  'step_failed',
  'undo_failed',
  'nondeterminism',
  'limit',
  'invalid',
])
const POSITION = /^\d{4}(\.\d{4})*$/
const PLACE = /^\d{1,9}:\d{1,9}$/
const ENTRIES_MAX = 1_000
const VALUE_MAX = 72 * 1024
const LOG_DATA_MAX = 16 * 1024

/** @throws Error that says what is wrong with the frame. */
export function checkFrame(frame: unknown): BackendFrame {
  const fields = objectOf(frame, 'frame')
  switch (fields.type) {
    case 'turn_end': {
      const { turn, entries, readSeq, end } = fields
      return {
        type: 'turn_end',
        turn: integer(turn, 'turn'),
        entries: checkEntries(entries),
        readSeq: integer(readSeq, 'readSeq'),
        end: checkEnd(objectOf(end, 'end')),
      }
    }
    case 'step':
      return checkStep(fields)
    case 'fetch':
      return checkFetch(fields)
    case 'find_member':
      return {
        type: 'find_member',
        find: integer(fields.find, 'find'),
        turn: integer(fields.turn, 'turn'),
        email: text(fields.email, NAME_MAX),
      }
    case 'media':
      return {
        type: 'media',
        read: integer(fields.read, 'read'),
        turn: integer(fields.turn, 'turn'),
        id: text(fields.id, NAME_MAX),
        offset: integer(fields.offset, 'offset'),
      }
    case 'keep_file':
      return checkKeep(fields)
    case 'ask_model':
      return checkAskModel(fields)
    case 'dry_step':
      return checkDryStep(fields)
    case 'fetch_cancel':
      return { type: 'fetch_cancel', fetch: integer(fields.fetch, 'fetch') }
    case 'need_full':
      return { type: 'need_full', turn: integer(fields.turn, 'turn') }
    case 'pong':
      return { type: 'pong', ping: integer(fields.ping, 'ping') }
    case 'log':
      return checkLog(fields)
    case 'ready':
      return checkReady(fields)
    case 'broken':
      return { type: 'broken', message: text(fields.message, TEXT_MAX) }
    default:
      throw wrong('type')
  }
}

function checkStep({ turn, entry, before }: Fields): BackendFrame {
  const step = { type: 'step' as const, turn: integer(turn, 'turn'), entry: checkEntry(entry) }
  return before === undefined ? step : { ...step, before: checkEntries(before) }
}

function checkDryStep({ turn, position, name, kind }: Fields): BackendFrame {
  if (typeof position !== 'string' || position.length > 40 || !POSITION.test(position))
    throw wrong('position')
  const dry = { type: 'dry_step' as const, turn: integer(turn, 'turn'), position, name: text(name, NAME_MAX) }
  return kind === 'ai' ? { ...dry, kind } : dry
}

function checkEntries(entries: unknown): JournalEntry[] {
  if (!Array.isArray(entries) || entries.length > ENTRIES_MAX) throw wrong('entries')
  return entries.map(checkEntry)
}

function checkEntry(value: unknown): JournalEntry {
  const entry = objectOf(value, 'entry')
  const { position, kind } = entry
  if (typeof position !== 'string' || position.length > 40 || !POSITION.test(position))
    throw wrong('position')
  if (typeof kind !== 'string' || !KINDS.has(kind)) throw wrong('kind')
  const checked: JournalEntry = {
    position,
    kind: kind as JournalEntry['kind'],
    name: text(entry.name, NAME_MAX),
    value: checkEffect(kind as JournalEntry['kind'], checkValue(entry.value)),
  }
  if (entry.content !== undefined) checked.content = checkContent(objectOf(entry.content, 'content'))
  if (entry.startedAt !== undefined) checked.startedAt = finite(entry.startedAt, 'startedAt')
  if (entry.durationMs !== undefined) checked.durationMs = finite(entry.durationMs, 'durationMs')
  if (entry.attempts !== undefined) checked.attempts = integer(entry.attempts, 'attempts')
  return checked
}

function checkValue(value: unknown): unknown {
  if (sizeOf(value) > VALUE_MAX) throw wrong('value: it is too large')
  return value
}

function checkEnd(end: Fields): TurnEnd {
  switch (end.type) {
    case 'done':
      return {
        type: 'done',
        outcome: end.outcome === null ? null : text(end.outcome, NAME_MAX),
        ...(end.output === undefined ? {} : { output: checkValue(end.output) }),
      }
    case 'cancelled': {
      const reason = end.reason === null ? null : text(end.reason, NAME_MAX)
      if (end.interrupt === undefined) return { type: 'cancelled', reason }
      return { type: 'cancelled', reason, interrupt: checkWord(objectOf(end.interrupt, 'interrupt')) }
    }
    case 'checkpoint':
      return { type: 'checkpoint', value: checkValue(end.value) }
    case 'failed':
      return { type: 'failed', failure: checkFailure(objectOf(end.failure, 'failure')) }
    case 'wait': {
      const wait = checkWait(objectOf(end.wait, 'wait'))
      if (end.handoff === undefined) return { type: 'wait', wait }
      const { reason, summary } = objectOf(end.handoff, 'handoff')
      return {
        type: 'wait',
        wait,
        handoff: { reason: text(reason, TEXT_MAX), summary: text(summary, TEXT_MAX) },
      }
    }
    default:
      throw wrong('end')
  }
}

function checkWait(wait: Fields): Wait {
  const { kind, position, dueAt, at, stack } = wait
  if (typeof position !== 'string' || !POSITION.test(position)) throw wrong('wait.position')
  const place: Pick<Wait, 'position' | 'name' | 'at'> = { position, name: text(wait.name, NAME_MAX) }
  if (at !== undefined) place.at = placeOf(at)
  switch (kind) {
    case 'message': {
      const message = { kind, ...place, dueAt: dueAt === null ? null : finite(dueAt, 'dueAt') } as const
      return wait.burst === undefined ? message : { ...message, burst: burstOf(wait.burst) }
    }
    case 'sleep':
      return { kind, ...place, dueAt: finite(dueAt, 'dueAt') }
    case 'step': {
      const attempts = integer(wait.attempts, 'attempts')
      const step = { kind, ...place, dueAt: finite(dueAt, 'dueAt'), attempts }
      const error = text(wait.error, TEXT_MAX)
      return stack === undefined ? { ...step, error } : { ...step, error, stack: text(stack, TEXT_MAX) }
    }
    case 'hand_back':
      return { kind, ...place, dueAt: null }
    case 'call': {
      const isOpeningGone = wait.isOpeningGone === true
      const carried = checkCarried(wait)
      return { kind, ...place, dueAt: null, input: checkValue(wait.input), isOpeningGone, ...carried }
    }
    default:
      throw wrong('wait.kind')
  }
}

function burstOf(burst: unknown): 'always' | 'inbox' | number {
  return burst === 'always' || burst === 'inbox' ? burst : integer(burst, 'wait.burst')
}

function placeOf(at: unknown): string {
  if (typeof at !== 'string' || !PLACE.test(at)) throw wrong('wait.at')
  return at
}

function checkFailure(failure: Fields): RunFailure {
  const { code, stack, expected, actual } = failure
  if (typeof code !== 'string' || !FAILURES.has(code)) throw wrong('failure.code')
  const checked: RunFailure = { code: code as RunFailure['code'], message: text(failure.message, TEXT_MAX) }
  if (stack !== undefined) checked.stack = text(stack, TEXT_MAX)
  if (expected !== undefined) checked.expected = checkCall(objectOf(expected, 'expected'))
  if (actual !== undefined) checked.actual = checkCall(objectOf(actual, 'actual'))
  return checked
}

function checkCall({ position, kind, name }: Fields) {
  return { position: text(position, NAME_MAX), kind: text(kind, NAME_MAX), name: text(name, NAME_MAX) }
}

function checkFetch(fields: Fields): BackendFrame {
  const { method, url, headers, body, redirect } = fields
  if (!Array.isArray(headers)) throw wrong('headers')
  if (body !== null && typeof body !== 'string') throw wrong('body')
  if (redirect !== 'follow' && redirect !== 'error' && redirect !== 'manual') throw wrong('redirect')
  return {
    type: 'fetch',
    fetch: integer(fields.fetch, 'fetch'),
    turn: integer(fields.turn, 'turn'),
    method: text(method, NAME_MAX),
    url: text(url, TEXT_MAX),
    headers: headers.map((header) => {
      if (!Array.isArray(header)) throw wrong('headers')
      return [text(header[0], NAME_MAX), text(header[1], TEXT_MAX)]
    }),
    body,
    redirect,
    ...(fields.parts === true ? { parts: true } : {}),
  }
}

function checkKeep({ keep, turn, body, about }: Fields): BackendFrame {
  if (typeof body !== 'string') throw wrong('body')
  const { mimeType, filename } = about === null ? {} : objectOf(about, 'about')
  return {
    type: 'keep_file',
    keep: integer(keep, 'keep'),
    turn: integer(turn, 'turn'),
    body,
    about:
      about === null
        ? null
        : {
            mimeType: text(mimeType, NAME_MAX),
            filename: filename === null ? null : text(filename, NAME_MAX),
          },
  }
}

function checkLog({ turn, level, text: line, data }: Fields): BackendFrame {
  if (level !== 'info' && level !== 'warn' && level !== 'error') throw wrong('level')
  return {
    type: 'log',
    turn: turn === null ? null : integer(turn, 'turn'),
    level,
    text: text(line, TEXT_MAX),
    ...(data === undefined || sizeOf(data) > LOG_DATA_MAX ? {} : { data }),
  }
}

function checkReady({ protocol, name, manifest }: Fields): BackendFrame {
  const ready = {
    type: 'ready' as const,
    protocol: integer(protocol, 'protocol'),
    name: text(name, NAME_MAX),
  }
  return manifest === undefined ? ready : { ...ready, manifest: BackendManifest.parse(manifest) }
}
