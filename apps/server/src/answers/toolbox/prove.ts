import type { ToolOutcome } from '@hilo/ai'
import type { Id } from '@hilo/protocol'
import type { OfferedTool } from '../../domain/ai-tool/code-tool.ts'
import type { Known } from '../../domain/ai-tool/identity.ts'
import { type HeardCheck, hearCheck } from '../../domain/identity-check/hear.ts'
import { beginCheck, type NewCheck } from '../../domain/identity-check/identity-check.ts'
import { CODE_MINUTES } from '../../domain/identity-check/issue-code.ts'
import type { ToolReply } from './agreed.ts'
import type { Performing } from './perform.ts'
import { proveWords } from './prove-words.ts'

type Asking = Omit<NewCheck, 'tool'> & { orgId: Id; tool: OfferedTool; known: Known }

/**
 * What is said to somebody whom a tool has to know and does not: to write their address, or to sign in on the
 * site. Where neither can be done it is for people.
 */
export async function askWhoItIs(
  { db, canMail }: Performing,
  { orgId, tool, known, ...check }: Asking,
): Promise<ToolOutcome> {
  const { language } = check
  const { title, assurance } = tool.settings
  const words = proveWords(language)
  if (assurance === 'signed') {
    return known.channel === 'web'
      ? { type: 'asks', text: words.signIn(title) }
      : { type: 'waits', text: words.cannot(title), reason: 'unproved' }
  }
  if (!canMail) return { type: 'waits', text: words.cannot(title), reason: 'unproved' }
  const address = await db.withOrg(orgId, (tx) => beginCheck(tx, { ...check, tool: tool.name }))
  const text = address ? words.typeCode(hinted(address)) : words.askAddress(title)
  return { type: 'asks', text }
}

/** What came of the question who writes; `proved`: they are known, and what they asked before is answered. */
export type HeardIdentity = { reply: ToolReply } | { proved: { fromSeq: number; readSeq: number } }

/** Looks whether the contact has answered the question who they are. Null: there is nothing of that kind. */
export async function hearIdentity(
  { db, keys }: Performing,
  { orgId, conversationId }: { orgId: Id; conversationId: Id },
): Promise<HeardIdentity | null> {
  const ground = {
    keys,
    writeMail: (about: { language: string; code: string; from: string }) =>
      proveWords(about.language).mail(about.code, about.from, CODE_MINUTES),
  }
  const heard = await db.withOrg(orgId, (tx) => hearCheck(tx, ground, conversationId))
  if (!heard) return null
  if (heard.type === 'proved') return { proved: heard }
  const { tool } = heard
  if (heard.type === 'people') return { reply: { tool, outcome: 'unproved', text: '' } }
  return { reply: { tool, outcome: 'asks', text: toldOf(heard) } }
}

function toldOf({ language, address, reply }: Extract<HeardCheck, { type: 'told' }>): string {
  const words = proveWords(language)
  switch (reply) {
    case 'sent':
      return words.sent(hinted(address ?? ''), CODE_MINUTES)
    case 'resent':
      return words.resent(hinted(address ?? ''), CODE_MINUTES)
    case 'wrong':
      return words.wrong
    case 'unclear':
      return address === null ? words.unclearAddress : words.unclearCode
  }
}

/** Enough of an address for whoever wrote it. */
function hinted(address: string): string {
  const [name = '', host = ''] = address.split('@')
  return `${name.slice(0, 2)}…@${host}`
}
