import type {
  AnswerAction,
  Expectation,
  ExpectedCall,
  HandoffReason,
  StandIn,
  TestTurn,
  TestWords,
} from '@hilo/protocol'

/** A case as it is typed: lists are lines. */
export type TypedTurn = {
  /** For React: turns are told apart while they are moved and deleted. */
  key: number
  says: string
  /** Said only where the answer before was such; nothing: always. */
  onlyActions: AnswerAction[]
  onlySays: string
  action: AnswerAction | ''
  reason: HandoffReason | ''
  /** What only a file can say: several actions or reasons. */
  more: Pick<Expectation, 'actions' | 'reasons'>
  mustSay: string
  mustNotSay: string
  cites: string[]
  /** A call a line: `cancel: order = A-7; reason = /late/`. */
  mustCall: string
}

/** What a tool answers, with a key for React. */
export type TypedStandIn = StandIn & { key: number }

export type TypedCase = {
  name: string
  language: string
  inboxId: string
  standIns: TypedStandIn[]
  turns: TypedTurn[]
}

const ARTICLE_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Else it is a title, as files may name articles. */
export function isArticleId(cited: string): boolean {
  return ARTICLE_ID.test(cited)
}

export function typedOf(one: TestWords | null): TypedCase {
  const { name = '', language = null, inboxId = null, standIns = [], turns = [] } = one ?? {}
  const typed = turns.map(typedTurn)
  return {
    ...{ name, language: language ?? '', inboxId: inboxId ?? '' },
    standIns: standIns.map((standIn, key) => ({ ...standIn, key })),
    turns: typed.length > 0 ? typed : [emptyTurn(0)],
  }
}

export function emptyTurn(key: number): TypedTurn {
  return {
    ...{
      key,
      says: '',
      onlyActions: [],
      onlySays: '',
      action: '',
      reason: '',
      more: { actions: [], reasons: [] },
    },
    ...{ mustSay: '', mustNotSay: '', cites: [], mustCall: '' },
  }
}

function typedTurn({ says, only, expect }: TestTurn, key: number): TypedTurn {
  const { actions, reasons } = expect
  return {
    ...{ key, onlyActions: only?.actions ?? [], action: actions[0] ?? '', reason: reasons[0] ?? '' },
    more: { actions: actions.slice(1), reasons: reasons.slice(1) },
    onlySays: only?.says.join('\n') ?? '',
    says: says.map((way) => way.join('\n')).join('\n\n'),
    mustSay: expect.says.join('\n'),
    mustNotSay: expect.saysNot.join('\n'),
    cites: expect.cites,
    mustCall: (expect.calls ?? []).map(lineOfCall).join('\n'),
  }
}

export function wordsOf({ name, language, inboxId, standIns, turns }: TypedCase): TestWords {
  return {
    name: name.trim() || firstWordsOf(turns),
    language: language.trim() || null,
    inboxId: inboxId || null,
    standIns: standIns.map(({ key: _, ...standIn }) => standIn),
    turns: turns.map((turn) => ({
      says: turn.says
        .split(/\n\s*\n/)
        .map(linesOf)
        .filter((way) => way.length > 0),
      only: onlyOf(turn),
      expect: {
        actions: turn.action === '' ? [] : [turn.action, ...turn.more.actions],
        reasons: turn.reason === '' ? [] : [turn.reason, ...turn.more.reasons],
        says: linesOf(turn.mustSay),
        saysNot: linesOf(turn.mustNotSay),
        cites: turn.cites,
        calls: linesOf(turn.mustCall).map(callOf),
      },
    })),
  }
}

function onlyOf({ onlyActions, onlySays }: TypedTurn): TestTurn['only'] {
  const says = linesOf(onlySays)
  return onlyActions.length === 0 && says.length === 0 ? null : { actions: onlyActions, says }
}

function lineOfCall({ tool, input }: ExpectedCall): string {
  const fields = Object.entries(input).map(([field, point]) => `${field} = ${point}`)
  return fields.length === 0 ? tool : `${tool}: ${fields.join('; ')}`
}

/** A part without its field is the server's to refuse: nothing that was typed is dropped in silence. */
function callOf(line: string): ExpectedCall {
  const [, tool = '', rest = ''] = /^([^:]*):?(.*)$/su.exec(line) ?? []
  const fields = rest.split(/;(?=[^;=]*=)/).filter((part) => part.trim() !== '')
  const pairs = fields.map((part): [string, string] => {
    const at = part.indexOf('=')
    return at < 0 ? [part.trim(), ''] : [part.slice(0, at).trim(), part.slice(at + 1).trim()]
  })
  return { tool: tool.trim(), input: Object.fromEntries(pairs) }
}

const NAME_MAX = 80

/** Who gives a case no name finds it by what the contact says. */
function firstWordsOf([first]: readonly TypedTurn[]): string {
  return linesOf(first?.says ?? '')[0]?.slice(0, NAME_MAX) ?? ''
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
}
