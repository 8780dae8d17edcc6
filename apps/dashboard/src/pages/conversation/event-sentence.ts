import type { EventItem, Id, SummaryTurn } from '@hilo/protocol'
import type { Words } from '../../i18n/en.ts'
import { shortDuration } from '../../i18n/time.ts'
import { reasonOf } from '../answer/reason.ts'
import { appName } from './app-name.ts'

/** The event in words. Data that is missing leaves the sentence shorter, never broken. */
export function sentenceOf(event: EventItem, words: Words): string {
  const { events } = words
  // Who made the key did not do it.
  const who = event.apiKeyName
    ? events.program(event.apiKeyName)
    : (event.actorName ?? events.actors[event.actor])
  switch (event.event) {
    case 'opened':
      return events.opened
    // By itself the system reopens nothing: it does so for the message that stands below.
    case 'reopened':
      return event.actor === 'system' ? events.reopened_by_message : events.reopened(who)
    case 'assigned': {
      const to = text(event.data.to)
      return to ? events.assigned(who, to) : events.unassigned(who)
    }
    case 'taken_over':
      return event.data.elsewhere === true ? events.taken_over_elsewhere : events.taken_over(who)
    case 'handed_back': {
      const { silenceMs } = event.data
      if (typeof silenceMs !== 'number') return events.handed_back(who)
      return events.handed_back_by_silence(shortDuration(silenceMs, words.time))
    }
    case 'handed_off':
      if (event.actor === 'ai')
        return words.answers.handedOff(reasonOf(event.data.reason, words, topicsOf(event)))
      if (event.actor === 'member') return events.handed_off_by(who, text(event.data.reason) ?? '')
      return events.handed_off(text(event.data.reason) ?? '')
    case 'run_retried':
    case 'step_skipped':
      return events[event.event](who, text(event.data.step) ?? '')
    case 'run_failed':
      return events[event.event](text(event.data.reason) ?? text(event.data.message) ?? '')
    case 'run_cancelled':
      return events.run_cancelled(who, text(event.data.reason) ?? '')
    case 'tagged':
    case 'untagged':
      return tagSentence(event, who, words)
    case 'contact_changed':
      return events.contact_changed(who, text(event.data.fields) ?? '')
    case 'opted_in':
    case 'opted_out': {
      const what = events[event.event](purposesIn(event.data.purposes, words))
      return event.actor === 'contact' ? what : events.recorded(who, what)
    }
    case 'thread_lost':
    case 'thread_got':
    case 'thread_asked': {
      const app = appName(text(event.data.app), words)
      const note = text(event.data.note)
      const said = handoverOf(event, { app, who, words })
      return note === null ? said : `${said}: ${note}`
    }
    default:
      return events[event.event](who)
  }
}

/** What was said before a hand-over by AI, for members; null for all else. */
export function summaryOf({ event, actor, data }: EventItem): SummaryTurn[] | null {
  if (event !== 'handed_off' || actor !== 'ai') return null
  if (Array.isArray(data.summary)) return data.summary.length > 0 ? data.summary : null
  const kept = text(data.summary)
  return kept === null ? null : [{ from: null, text: kept }]
}

/** What a model made of it, and in which language; null as long as none has. */
export function writtenOf({ data }: EventItem): { text: string; language: string | null } | null {
  const written = text(data.written)
  return written === null ? null : { text: written, language: text(data.writtenIn) }
}

/** What AI found for code that left it to people; null: a message tells, or AI was not asked. */
export function answerIdOf({ event, actor, data }: EventItem): Id | null {
  return event === 'handed_off' && actor === 'backend' ? text(data.answerId) : null
}

/** The topics for which AI handed over, as the org calls them. */
export function topicsOf({ data }: EventItem): string[] {
  const { topics } = data
  return Array.isArray(topics) ? topics.filter((topic) => typeof topic === 'string') : []
}

/** A tag of this conversation, or one that was changed for all of them. */
function tagSentence({ event, data }: EventItem, who: string, { events }: Words): string {
  const [tag, from] = [text(data.tag) ?? '', text(data.from)]
  if (event === 'tagged') return from === null ? events.tagged(who, tag) : events.tag_renamed(who, from, tag)
  return data.isDeleted === true ? events.tag_deleted(who, tag) : events.untagged(who, tag)
}

type Handover = { app: string; who: string; words: Words }

/** By a member, or by the platform's word. */
function handoverOf({ event, actor }: EventItem, { app, who, words: { handover } }: Handover): string {
  if (event === 'thread_asked') return handover.asked(app)
  if (event === 'thread_lost') return actor === 'member' ? handover.given(who, app) : handover.lost(app)
  return actor === 'member' ? handover.taken(who, app) : handover.got(app)
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

function purposesIn(purposes: unknown, { permission }: Words): string {
  if (!Array.isArray(purposes)) return ''
  const known: Record<string, string> = permission.purposes
  return purposes.map((purpose) => known[String(purpose)] ?? String(purpose)).join(', ')
}
