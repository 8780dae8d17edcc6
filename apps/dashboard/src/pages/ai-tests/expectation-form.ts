import type { AnswerAction, Expectation, ExpectedCall, HandoffReason } from '@hilo/protocol'

/** What is expected, as it is typed: lists are lines. */
export type TypedExpectation = {
  action: AnswerAction | ''
  reason: HandoffReason | ''
  /** What only a file can say: several actions or reasons. */
  more: Pick<Expectation, 'actions' | 'reasons'>
  mustSay: string
  mustNotSay: string
  cites: string[]
  /** A call a line: `cancel: order = A-7; reason = /late/`. */
  mustCall: string
  /** A tool a line. */
  mustNotCall: string
}

export const EXPECTS_NOTHING: TypedExpectation = {
  ...{ action: '', reason: '', more: { actions: [], reasons: [] } },
  ...{ mustSay: '', mustNotSay: '', cites: [], mustCall: '', mustNotCall: '' },
}

export function typedExpectation(expect: Expectation): TypedExpectation {
  const { actions, reasons } = expect
  return {
    ...{ action: actions[0] ?? '', reason: reasons[0] ?? '' },
    more: { actions: actions.slice(1), reasons: reasons.slice(1) },
    mustSay: expect.says.join('\n'),
    mustNotSay: expect.saysNot.join('\n'),
    cites: expect.cites,
    mustCall: (expect.calls ?? []).map(lineOfCall).join('\n'),
    mustNotCall: (expect.callsNot ?? []).join('\n'),
  }
}

export function expectationOf(typed: TypedExpectation): Expectation {
  return {
    actions: typed.action === '' ? [] : [typed.action, ...typed.more.actions],
    reasons: typed.reason === '' ? [] : [typed.reason, ...typed.more.reasons],
    says: linesOf(typed.mustSay),
    saysNot: linesOf(typed.mustNotSay),
    cites: typed.cites,
    calls: linesOf(typed.mustCall).map(callOf),
    callsNot: linesOf(typed.mustNotCall),
  }
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

export function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
}
