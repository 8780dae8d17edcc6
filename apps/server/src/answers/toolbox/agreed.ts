import type { Id } from '@hilo/protocol'
import { fillToolPlaces, toolPlacesIn } from '@hilo/protocol'
import type { Tool } from '../../domain/ai-tool/open.ts'
import { valueAt } from '../../domain/ai-tool/place.ts'
import { type HeldCall, hearYesOrNo } from '../../domain/ai-tool-call/agree.ts'
import { allowedHosts } from '../../domain/link-host/read.ts'
import { hideLinks } from '../hide-links.ts'
import { type Performing, perform } from './perform.ts'
import { toolWords } from './tool-words.ts'

/** What became of it, and what is said to the contact, in words that no model wrote. */
export type ToolReply = {
  tool: string
  outcome: 'done' | 'refused' | 'waits' | 'failed' | 'asks' | 'unproved'
  text: string
}

const VALUE_MAX = 300
const RESULT = 'result.'

/**
 * Looks, before anything is answered, whether the contact has just agreed to what a tool waits for, and does
 * it. Null: there is nothing of that kind, so the words are answered like any others.
 */
export async function hearAgreement(
  performing: Performing,
  at: { orgId: Id; conversationId: Id },
  signal: AbortSignal,
): Promise<ToolReply | null> {
  const heard = await performing.db.withOrg(at.orgId, (tx) => hearYesOrNo(tx, at.conversationId))
  if (!heard) return null
  const { type, call } = heard
  const words = toolWords(call.language)
  const say = (outcome: ToolReply['outcome'], text: string) => ({ tool: call.name, outcome, text })
  switch (type) {
    case 'go':
      return doAgreed(performing, { ...call, orgId: at.orgId }, signal)
    case 'done':
      return say('done', words.done(call.title))
    case 'waits':
      return say('waits', words.wait(call.title))
    case 'refused':
      return say('refused', words.refused)
    case 'expired':
      return say('refused', words.expired)
    case 'unknown':
      return say('failed', words.failed(call.title))
  }
}

/** Does what somebody agreed to, and says so. */
export async function doAgreed(
  performing: Performing,
  call: HeldCall & { orgId: Id },
  signal: AbortSignal,
): Promise<ToolReply> {
  const performed = await perform(performing, call, signal)
  const words = toolWords(call.language)
  if (performed.fault) return { tool: call.name, outcome: 'failed', text: words.failed(call.title) }
  const allowed = await performing.db.withOrg(call.orgId, allowedHosts)
  const hosts = [...allowed, ...(performed.tool?.settings.hosts ?? [])]
  // A micro-backend may repeat what a service said, as a template does.
  const said = performed.reply === null ? replyOf(performed, call, hosts) : hideLinks(performed.reply, hosts)
  return { tool: call.name, outcome: 'done', text: said ?? words.done(call.title) }
}

/** What the org has set to be said; null: it has set none, or something that stands in it did not come. */
export function replyOf(
  { tool, result }: { tool: Pick<Tool, 'settings'> | null; result: string | null },
  { values }: Pick<HeldCall, 'values'>,
  hosts: readonly string[],
): string | null {
  const template = tool?.settings.reply ?? null
  if (!tool || template === null) return null
  const came = jsonOf(result ?? '')
  const filledValue = (name: string): string | null => {
    const isOfResult = name.startsWith(RESULT)
    const value = isOfResult ? valueAt(came, name.slice(RESULT.length)) : valueAt(values, name)
    const isShown = ['string', 'number', 'boolean'].includes(typeof value)
    return isShown ? sayable(String(value), hosts) : null
  }
  if (toolPlacesIn(template).some((name) => filledValue(name) === null)) return null
  return fillToolPlaces(template, (name) => filledValue(name) ?? '')
}

/** What a service said is data: one line of it, and no way to hosts that the org has not named. */
function sayable(value: string, hosts: readonly string[]): string | null {
  const line = value.replaceAll(/\s+/g, ' ').slice(0, VALUE_MAX)
  return hideLinks(line, hosts) === line ? line : null
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
