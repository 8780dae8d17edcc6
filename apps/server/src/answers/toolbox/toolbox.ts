import type { JsonSchema, Toolbox, ToolCall, ToolOutcome } from '@hilo/ai'
import { type AiToolCall, type ChannelType, type Id, toolSchemaOf } from '@hilo/protocol'
import { codeToolsOf, type OfferedTool } from '../../domain/ai-tool/code-tool.ts'
import { identityOf, type Known } from '../../domain/ai-tool/identity.ts'
import { type Tool, toolsOf } from '../../domain/ai-tool/open.ts'
import type { CallInput } from '../../domain/ai-tool-call/ai-tool-call.ts'
import { ASKED_MINUTES, type BegunCall, beginCall } from '../../domain/ai-tool-call/begin.ts'
import { hideLinks } from '../hide-links.ts'
import { isIdentified, isProvedFor } from './build-request.ts'
import type { Called } from './call-service.ts'
import { type Performing, perform } from './perform.ts'
import { askWhoItIs } from './prove.ts'
import { readCode, readFields } from './read-call.ts'
import { toolWords } from './tool-words.ts'

/** Where tools are used, and in whose conversation. */
export type ToolPlace = {
  orgId: Id
  conversationId: Id
  /** The id that the message of this reply will have. */
  messageId: Id
  /**
   * Of a contact who can be asked: what they want is in their messages after the first and up to
   * the second of these, in this epoch. Null where nobody can be: then there is what needs nobody's
   * word, for who is known.
   */
  turn: { fromSeq: number; readSeq: number; epoch: number } | null
}

/** What is known of one conversation when its tools are offered. */
type Open = ToolPlace & Known & { known: Known; tools: readonly OfferedTool[] }

/** For one reply: whoever goes in circles is stopped. */
const CALLS_MAX = 5
/** What is longer nobody reads before they agree to it; labels count for each of their lines. */
const SHOWN_LENGTH_MAX = 16_000

/**
 * What a model may have done in a conversation, for one reply. Who has to agree is decided here, by what the
 * org has set, and never by a text; who the contact is, by what the channel says.
 */
export async function openToolbox(performing: Performing, place: ToolPlace): Promise<Toolbox> {
  const open = await performing.db.withOrg(place.orgId, async (tx): Promise<Open> => {
    const known = await identityOf(tx, place.conversationId)
    const tools = (await toolsOf(tx, known.inboxId)).filter((tool) => isOffered(tool, known))
    const names = tools.map(({ name }) => name)
    const all = [...tools, ...(await codeToolsOf(tx, known.inboxId, names))]
    const isFree = (tool: OfferedTool) => {
      const { contact, member } = needsOf(tool.settings, known.channel)
      return !contact && !member && isProvedFor(tool, known)
    }
    return { ...place, ...known, known, tools: place.turn ? all : tools.filter(isFree) }
  })
  let calls = 0
  return {
    tools: open.tools.map((tool) => {
      const { contact, member } = needsOf(tool.settings, open.channel)
      return shownTool(tool, contact || member)
    }),
    async run(call, signal, language) {
      if (++calls > CALLS_MAX) return { type: 'failed', reason: 'Too many calls for one reply.' }
      const tool = open.tools.find(({ name }) => name === call.name)
      if (!tool) return { type: 'failed', reason: 'There is no such tool.' }
      return runTool(performing, open, { tool, call, signal, language })
    },
  }
}

/** A tool as a model is offered it. */
export function shownTool(tool: OfferedTool, isAgreedTo: boolean): Toolbox['tools'][number] {
  const { title, description } = tool.settings
  return { name: tool.name, description: `${title}. ${description}`, input: inputOf(tool), isAgreedTo }
}

/** Whom the server does not know it cannot name, unless it can ask first. */
function isOffered(tool: Tool, known: Known): boolean {
  return !isProvedFor(tool, known) || isIdentified(tool, known.identity)
}

function inputOf(tool: OfferedTool): JsonSchema {
  return tool.code ? tool.code.input : toolSchemaOf(tool.settings.fields)
}

/** Who has to agree before it is done. */
function needsOf({ confirmation, assurance }: OfferedTool['settings'], channel: ChannelType) {
  return {
    contact: confirmation === 'contact',
    member: confirmation === 'member' || (assurance === 'platform' && channel === 'web'),
  }
}

type Running = { tool: OfferedTool; call: ToolCall; signal: AbortSignal; language: string }

async function runTool(
  performing: Performing,
  open: Open,
  { tool, call, signal, language }: Running,
): Promise<ToolOutcome> {
  const needs = needsOf(tool.settings, open.channel)
  const isHeld = needs.contact || needs.member
  const read = tool.code
    ? await readCode(performing, { ...open, tool, input: call.input, isHeld }, signal)
    : readFields(tool, call.input)
  const { values, shown } = read
  const problem = read.problem ?? (isHeld ? heldProblem(read, needs.contact) : null)
  if (!problem && !isProvedFor(tool, open.known)) {
    if (!open.turn) return { type: 'failed', reason: 'Nobody can be asked who they are.' }
    return askWhoItIs(performing, { ...open, ...open.turn, tool, language })
  }
  const begun = await performing.db.withOrg(open.orgId, (tx) =>
    beginCall(tx, {
      ...open,
      language,
      tool,
      needs,
      input: { values, shown },
      fault: problem ? 'invalid_input' : null,
    }),
  )
  if (begun.status === 'running') {
    const { orgId, conversationId } = open
    const sent = {
      ...{ ...begun, toolId: tool.id, revision: tool.revision, versionId: tool.code?.versionId ?? null },
      ...{ orgId, conversationId, values },
    }
    return outcomeOf(await perform(performing, sent, signal))
  }
  return toldOf(begun, { tool, shown, problem, language })
}

type Told = { tool: OfferedTool; shown: AiToolCall['input']; problem: string | null; language: string }

function toldOf(
  begun: Exclude<BegunCall, { status: 'running' }>,
  { tool: { settings }, shown, problem, language }: Told,
): ToolOutcome {
  const words = toolWords(language)
  switch (begun.status) {
    case 'asked': {
      const lines = shown.map(({ label, value }) => `\n${label}: ${value}`).join('')
      return { type: 'asks', text: words.ask(settings.title, lines, ASKED_MINUTES) }
    }
    case 'waiting':
      return { type: 'waits', text: words.wait(settings.title), reason: 'tool_waits' }
    case 'done':
      return { type: 'done', result: begun.result }
    case 'failed':
      return problem ? { type: 'refused', reason: problem } : { type: 'failed', reason: begun.fault }
    case 'unknown':
      return { type: 'failed', reason: 'It was sent before, and nobody knows how that ended.' }
  }
}

/** Said by a service that understood and said no: there is no such order, it cannot be cancelled any more. */
const SAYS_NO: ReadonlySet<number | null> = new Set([400, 404, 409, 410, 422])

function outcomeOf({ fault, httpStatus, result }: Called): ToolOutcome {
  if (fault === 'http_error' && SAYS_NO.has(httpStatus)) {
    return { type: 'refused', reason: `The service answered ${httpStatus}: ${(result ?? '').slice(0, 500)}` }
  }
  if (fault === 'refused') return { type: 'refused', reason: (result ?? '').slice(0, 500) }
  if (fault === 'invalid_input') return { type: 'refused', reason: 'A value does not fit the address.' }
  return fault ? { type: 'failed', reason: fault } : { type: 'done', result: result ?? '' }
}

/** Who has to agree sees all of it. What a contact is asked must not lead anywhere; an e-mail address does not. */
function heldProblem({ values, shown }: CallInput, isAsked: boolean): string | null {
  const length = shown.reduce((sum, { label, value }) => sum + label.length + value.length, 0)
  if (length > SHOWN_LENGTH_MAX)
    return 'The input is too long to be shown to who has to agree: use fewer values.'
  if (!isAsked) return null
  const linked =
    shown.find(({ value }) => isLinked(value))?.label ??
    Object.keys(values).find((name) => textsIn(values[name]).some(isLinked))
  return linked === undefined ? null : `${linked} must have no link in it.`
}

function isLinked(text: string): boolean {
  return hideLinks(text, []) !== text
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}
