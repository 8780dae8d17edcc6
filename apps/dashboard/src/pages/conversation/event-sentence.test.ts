import { expect, test } from 'vitest'
import { en } from '../../i18n/en.ts'
import { anEvent } from '../../testing/wire.ts'
import { sentenceOf } from './event-sentence.ts'

test.each([
  [{ event: 'assigned', actorName: 'Ada', data: { to: 'Ben' } }, 'Ada assigned it to Ben'],
  [{ event: 'assigned', actorName: 'Ada', data: { to: null } }, 'Ada removed the assignee'],
  [
    { event: 'handed_off', actor: 'backend', data: { reason: 'Wants a person' } },
    'Handed to people: Wants a person',
  ],
  [{ event: 'tagged', actor: 'backend', data: { tag: 'vip' } }, 'The micro-backend added the tag vip'],
  [
    { event: 'tagged', actorName: 'Ada', data: { tag: 'regular', from: 'vip' } },
    'Ada renamed the tag vip to regular',
  ],
  [
    { event: 'untagged', actorName: 'Ada', data: { tag: 'vip', isDeleted: true } },
    'Ada deleted the tag vip everywhere',
  ],
  [
    { event: 'handed_off', actor: 'ai', data: { reason: 'policy_topic', topics: ['Allergies'] } },
    'AI handed it to people: people answer this topic: Allergies',
  ],
  [
    { event: 'contact_changed', actor: 'backend', data: { fields: 'locale, visits' } },
    'The micro-backend changed the contact: locale, visits',
  ],
  [{ event: 'run_failed', actor: 'backend', data: {} }, 'Micro-backend failed'],
  [
    { event: 'run_cancelled', actorName: 'Ada', apiKeyName: 'CI', data: { reason: 'late' } },
    'A program with key CI cancelled the run: late',
  ],
  [
    { event: 'opted_out', actor: 'contact', data: { purposes: ['all'], source: 'keyword' } },
    'The contact wants no more: messages of any kind',
  ],
  [
    { event: 'opted_in', actor: 'member', actorName: 'Ada', data: { purposes: ['marketing', 'utility'] } },
    'Ada recorded: The contact allows: marketing, notices',
  ],
  [{ event: 'reopened', actor: 'system' }, 'A new message reopened the conversation'],
  [{ event: 'reopened', actor: 'member', actorName: 'Ada' }, 'Ada reopened the conversation'],
  [{ event: 'taken_over', actor: 'member', actorName: null }, 'A member took the turn'],
  [{ event: 'handed_back', actor: 'member', actorName: 'Ada', data: {} }, 'Ada handed the turn back'],
  [
    { event: 'handed_back', data: { resumes: 'How many?', silenceMs: 1_800_000 } },
    'Handed back by itself: nobody had written for 30m',
  ],
] as const)('says what happened, with what is known: %#', (fields, expected) => {
  expect(sentenceOf(anEvent(fields), en)).toBe(expected)
})
