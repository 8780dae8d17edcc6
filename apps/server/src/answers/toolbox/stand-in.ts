import { NO_TOOLS, type Toolbox, type ToolCall, type ToolOutcome, understandConsent } from '@hilo/ai'
import type { Id, PlayedCall, StandIn } from '@hilo/protocol'
import type { Database } from '../../db/database.ts'
import { codeToolsOf, type OfferedTool } from '../../domain/ai-tool/code-tool.ts'
import { toolsOf } from '../../domain/ai-tool/open.ts'
import { ASKED_MINUTES } from '../../domain/ai-tool-call/begin.ts'
import { allowedHosts } from '../../domain/link-host/read.ts'
import { replyOf, type ToolReply } from './agreed.ts'
import { flatInput } from './flat-input.ts'
import { type ReadCall, readCodeFields, readFields } from './read-call.ts'
import { toolWords } from './tool-words.ts'
import { shownTool } from './toolbox.ts'

/**
 * The tools of a test: offered as they are, and answered by what the case says. Nothing is called, and
 * nothing is written down. Who the contact is counts as known.
 */
export type StandInBox = {
  toolbox: Toolbox
  /** Whether these words of the contact answer what a tool asked; null: they are answered like any others. */
  hear(text: string): ToolReply | null
  /** What was called since it was asked the last time. */
  take(): PlayedCall[]
}

type Held = { tool: OfferedTool; read: ReadCall; language: string }
type Box = {
  offered: readonly OfferedTool[]
  /** To which links may lead. */
  hosts: readonly string[]
  standIns: readonly StandIn[]
  /** By tool, how often it was done. */
  done: Map<string, number>
  calls: PlayedCall[]
  held: Held | null
}

/** For one play of a case. */
export async function openStandIns(
  db: Database,
  { orgId, inboxId }: { orgId: Id; inboxId: Id | null },
  standIns: readonly StandIn[],
): Promise<StandInBox> {
  if (standIns.length === 0) return { toolbox: NO_TOOLS, hear: () => null, take: () => [] }
  const { offered, hosts } = await db.withOrg(orgId, async (tx) => {
    const tools = await toolsOf(tx, inboxId)
    const names = tools.map(({ name }) => name)
    const all: OfferedTool[] = [...tools, ...(await codeToolsOf(tx, inboxId, names))]
    return { offered: all, hosts: await allowedHosts(tx) }
  })
  const box: Box = { offered, hosts, standIns, done: new Map(), calls: [], held: null }
  return {
    toolbox: {
      tools: offered.map((tool) => shownTool(tool, tool.settings.confirmation !== 'none')),
      run: async (call, _signal, language) => runIn(box, call, language),
    },
    hear: (text) => hearIn(box, text),
    take: () => box.calls.splice(0),
  }
}

function runIn(box: Box, { name, input }: ToolCall, language: string): ToolOutcome {
  const tool = box.offered.find((one) => one.name === name)
  if (!tool) return { type: 'failed', reason: 'There is no such tool.' }
  const read = tool.code ? readCodeFields(tool, input) : readFields(tool, input)
  const outcome = outcomeIn(box, { tool, read, language })
  note(box, { tool, read, outcome, input })
  return outcome
}

function outcomeIn(box: Box, held: Held): ToolOutcome {
  const { tool, read, language } = held
  const { title, confirmation } = tool.settings
  if (read.problem !== null) return { type: 'refused', reason: read.problem }
  const words = toolWords(language)
  if (confirmation === 'member') return { type: 'waits', text: words.wait(title), reason: 'tool_waits' }
  if (confirmation === 'none') return standInFor(box, tool.name)
  box.held = held
  const lines = read.shown.map(({ label, value }) => `\n${label}: ${value}`).join('')
  return { type: 'asks', text: words.ask(title, lines, ASKED_MINUTES) }
}

/** The next of a tool, as often as it is called. */
function standInFor({ standIns, done }: Box, name: string): ToolOutcome {
  const own = standIns.filter(({ tool }) => tool === name)
  const nth = done.get(name) ?? 0
  done.set(name, nth + 1)
  const next = own[Math.min(nth, own.length - 1)]
  if (!next) return { type: 'failed', reason: 'The case does not say what this tool answers.' }
  const { outcome, result } = next
  return outcome === 'done' ? { type: 'done', result } : { type: outcome, reason: result }
}

function hearIn(box: Box, text: string): ToolReply | null {
  const { held } = box
  // Words that speak of something else leave the question behind.
  box.held = null
  const consent = held && understandConsent(text)
  if (!held || !consent) return null
  const { tool, read, language } = held
  const words = toolWords(language)
  const say = (outcome: ToolReply['outcome'], said: string) => ({ tool: tool.name, outcome, text: said })
  if (consent === 'no') return say('refused', words.refused)
  const outcome = standInFor(box, tool.name)
  note(box, { tool, read, outcome, input: read.values })
  const { title } = tool.settings
  if (outcome.type !== 'done') return say('failed', words.failed(title))
  const reply = tool.code
    ? null
    : replyOf({ tool, result: outcome.result }, read, [...box.hosts, ...tool.settings.hosts])
  return say('done', reply ?? words.done(title))
}

type Called = { tool: OfferedTool; read: ReadCall; outcome: ToolOutcome; input: unknown }

const SHOWN_MAX = 500

/** What was refused for its input is shown as the model gave it. */
function note(box: Box, { tool, read, outcome, input }: Called): void {
  const given = read.problem === null ? read.values : input
  const result = 'result' in outcome ? outcome.result : 'text' in outcome ? outcome.text : outcome.reason
  box.calls.push({
    tool: tool.name,
    input: flatInput(given),
    outcome: outcome.type,
    result: result.slice(0, SHOWN_MAX),
  })
}
