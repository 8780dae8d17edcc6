import type { AiTool, AiToolSettings } from '@hilo/protocol'
import type { Issues } from '../../i18n/issue.ts'

/** A tool as it is typed. Of a secret only what is new: an empty one stays as it is. */
export type Typed = Omit<AiToolSettings, 'hosts' | 'body' | 'reply' | 'callsPerHour' | 'secretHeaders'> & {
  name: string
  hosts: string
  body: string
  reply: string
  callsPerHour: string
  secretHeaders: { name: string; value: string; isKept: boolean }[]
}

/** What the parts of the form are given. */
export type ToolFormProps = {
  typed: Typed
  set: (fields: Partial<Typed>) => void
  issues: Issues
}

/** The fields of the API that this form shows, each with what is wrong with it. */
export const SHOWN = [
  ...['name', 'title', 'description', 'fields', 'method', 'url', 'hosts', 'body', 'headers', 'secretHeaders'],
  ...['confirmation', 'approvers', 'assurance', 'reply', 'callsPerHour', 'inboxIds'],
]

const NEW: Typed = {
  ...{ name: '', title: '', description: '', fields: [], method: 'GET', url: '', headers: [], hosts: '' },
  ...{ secretHeaders: [], body: '', reply: '', confirmation: 'contact', assurance: 'anyone', inboxIds: null },
  ...{ callsPerHour: '20', isEnabled: true },
}

export function typedOf(tool: AiTool | null): Typed {
  if (!tool) return NEW
  const { id: _, revision: _revision, changedAt: _at, changedBy: _by, ...settings } = tool
  return {
    ...settings,
    ...{ hosts: tool.hosts.join('\n'), body: tool.body ?? '', reply: tool.reply ?? '' },
    callsPerHour: String(tool.callsPerHour),
    secretHeaders: tool.secretHeaders.map(({ name }) => ({ name, value: '', isKept: true })),
  }
}

/** Whether what is typed is other than what is saved, so that it would be lost. */
export function isChanged(tool: AiTool | null, typed: Typed): boolean {
  return JSON.stringify(typed) !== JSON.stringify(typedOf(tool))
}

/**
 * As it is sent. Its own host is where it goes. A header or a field without a name is sent too: it was added
 * for something, and is marked until it has a name or is taken out.
 */
export function settingsOf(typed: Typed): AiToolSettings {
  const { name: _, hosts, body, reply, callsPerHour, secretHeaders, ...rest } = typed
  const orNull = (text: string) => (text.trim() === '' ? null : text.trim())
  const named = linesOf(hosts)
  const own = hostOf(typed.url)
  return {
    ...rest,
    secretHeaders: secretHeaders.map(({ name, value }) => ({ name, ...(value !== '' && { value }) })),
    hosts: named.length > 0 ? named : own ? [own] : [],
    ...{ body: orNull(body), reply: orNull(reply), callsPerHour: Number(callsPerHour) },
  }
}

const HOST = /^([a-z0-9-]+\.)+[a-z0-9-]+$|^localhost$|^\[[0-9a-f:.]+\]$/i

/** Null: it is no address yet, or a broken one, of which no part is repeated as if it were right. */
export function hostOf(url: string): string | null {
  if (!URL.canParse(url)) return null
  const { protocol, hostname, username, password } = new URL(url)
  if (!/^https?:$/.test(protocol) || !HOST.test(hostname) || username + password !== '') return null
  return hostname
}

function linesOf(text: string): string[] {
  return text
    .split(/[\n,]/)
    .map((line) => line.trim().toLowerCase())
    .filter(Boolean)
}
