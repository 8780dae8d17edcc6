import type { JsonSchema, Toolbox, ToolCall, ToolOutcome } from '@hilo/ai'
import type { AiToolCall, ChannelType, Id } from '@hilo/protocol'
import { codeToolsOf, type OfferedTool } from '../../domain/ai-tool/code-tool.ts'
import type { Identity } from '../../domain/ai-tool/identity.ts'
import { identityOf } from '../../domain/ai-tool/identity.ts'
import { toolsOf } from '../../domain/ai-tool/open.ts'
import { ASKED_MINUTES, type BegunCall, beginCall } from '../../domain/ai-tool-call/begin.ts'
import { isIdentified } from './build-request.ts'
import type { Called } from './call-service.ts'
import { type Performing, perform } from './perform.ts'
import { readCode, readFields } from './read-call.ts'
import { schemaOf } from './read-input.ts'
import { toolWords } from './words.ts'

/** Where tools are used, and in whose conversation. */
export type ToolPlace = {
  orgId: Id
  conversationId: Id
  /** The id that the message of this reply will have. */
  messageId: Id
  /** The tools of the org alone to whose call nobody has to agree. */
  isAlone?: boolean
}

/** What is known of one conversation when its tools are offered. */
type Open = ToolPlace & {
  inboxId: Id
  channel: ChannelType
  identity: Identity
  tools: readonly OfferedTool[]
}

/** For one reply: whoever goes in circles is stopped. */
const CALLS_MAX = 5
/** What a contact is asked must not lead anywhere. */
const LINK = /:\/\/|www\.|\b[a-z0-9-]+\.(com|net|org|io|app|dev|info|link|xyz|me|co|ly|gl|site|online)\b/i

/**
 * What a model may have done in a conversation, for one reply. Who has to agree is decided here, by what the
 * org has set, and never by a text; who the contact is, by what the channel says.
 */
export async function openToolbox(performing: Performing, place: ToolPlace): Promise<Toolbox> {
  const open = await performing.db.withOrg(place.orgId, async (tx): Promise<Open> => {
    const { identity, channel, inboxId } = await identityOf(tx, place.conversationId)
    const tools = (await toolsOf(tx, inboxId)).filter((tool) => isIdentified(tool, identity))
    const names = tools.map(({ name }) => name)
    const all = [...tools, ...(await codeToolsOf(tx, inboxId, names))]
    const isFree = (tool: OfferedTool) => {
      const { contact, member } = needsOf(tool.settings, channel)
      return !contact && !member
    }
    return { ...place, inboxId, channel, identity, tools: place.isAlone ? tools.filter(isFree) : all }
  })
  let calls = 0
  return {
    tools: open.tools.map((tool) => {
      const { name, settings } = tool
      const { title, description } = settings
      const { contact, member } = needsOf(settings, open.channel)
      const isAgreedTo = contact || member
      return { name, description: `${title}. ${description}`, input: inputOf(tool), isAgreedTo }
    }),
    async run(call, signal, language) {
      if (++calls > CALLS_MAX) return { type: 'failed', reason: 'Too many calls for one reply.' }
      const tool = open.tools.find(({ name }) => name === call.name)
      if (!tool) return { type: 'failed', reason: 'There is no such tool.' }
      return runTool(performing, open, { tool, call, signal, language })
    },
  }
}

function inputOf(tool: OfferedTool): JsonSchema {
  return tool.code ? tool.code.input : schemaOf(tool.settings.fields)
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
  const problem = read.problem ?? (needs.contact ? problemOf(shown) : null)
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
      return { type: 'waits', text: words.wait(settings.title) }
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

function problemOf(shown: AiToolCall['input']): string | null {
  const linked = shown.find(({ value }) => LINK.test(value))
  return linked ? `${linked.label} must have no link in it.` : null
}
