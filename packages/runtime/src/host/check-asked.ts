import type { AiAsked, AiLabel, AskModelFrame } from '@hilo/protocol'
import { type Fields, integer, NAME_MAX, objectOf, sizeOf, text, wrong } from './check-field.ts'

const TEXT_MAX = 20_000
const SCHEMA_MAX = 32 * 1024
const VALUE_MAX = 72 * 1024
const ISSUES_MAX = 4_000
const LABELS_MAX = 50
const MEANING_MAX = 500

/** What code lets a model do. */
export function checkAskModel({ ask, turn, asked }: Fields): AskModelFrame {
  return {
    type: 'ask_model',
    ask: integer(ask, 'ask'),
    turn: integer(turn, 'turn'),
    asked: checkAsked(objectOf(asked, 'asked')),
  }
}

function checkAsked({ kind, of, wrong: given, schema, labels }: Fields): AiAsked {
  const reading = { of: of === null ? null : text(of, TEXT_MAX), wrong: checkWrong(given) }
  switch (kind) {
    case 'extract': {
      if (sizeOf(schema) > SCHEMA_MAX) throw wrong('schema: it is too large')
      return { kind, ...reading, schema: objectOf(schema, 'schema') }
    }
    case 'classify': {
      if (!Array.isArray(labels) || labels.length > LABELS_MAX) throw wrong('labels')
      return { kind, ...reading, labels: labels.map(checkLabel) }
    }
    case 'reply':
      return { kind, ...reading }
    default:
      throw wrong('asked.kind')
  }
}

function checkWrong(given: unknown): AiAsked['wrong'] {
  if (given === null || given === undefined) return null
  const { value, issues } = objectOf(given, 'wrong')
  if (sizeOf(value) > VALUE_MAX) throw wrong('value: it is too large')
  return { value, issues: text(issues, ISSUES_MAX) }
}

function checkLabel(given: unknown): AiLabel {
  const { label, meaning } = objectOf(given, 'label')
  return { label: text(label, NAME_MAX), meaning: meaning === null ? null : text(meaning, MEANING_MAX) }
}
