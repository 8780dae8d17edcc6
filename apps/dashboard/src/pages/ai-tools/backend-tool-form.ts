import type { BackendTool, BackendToolSettings, DeclaredTool, ToolConfirmation } from '@hilo/protocol'

/** How AI may use a micro-backend's tool, as it is typed. */
export type Used = Omit<BackendToolSettings, 'callsPerHour'> & { callsPerHour: string }

/** The fields of the API that this form shows, each with what is wrong with it. */
export const SHOWN = ['confirmation', 'approvers', 'assurance', 'callsPerHour', 'inboxIds']

const STRICTNESS: readonly ToolConfirmation[] = ['none', 'contact', 'member']

/** Who may be asked to agree: at least who the code says. */
export function confirmationsFrom(confirm: ToolConfirmation): readonly ToolConfirmation[] {
  return STRICTNESS.slice(STRICTNESS.indexOf(confirm))
}

/** What is typed at first: what is saved, never with less agreement than the code asks for now. */
export function usedOf({ settings }: BackendTool, { confirm }: DeclaredTool): Used {
  if (!settings) {
    return { confirmation: confirm, assurance: 'anyone', inboxIds: null, callsPerHour: '20', isEnabled: true }
  }
  const allowed = confirmationsFrom(confirm)
  const confirmation = allowed.includes(settings.confirmation) ? settings.confirmation : confirm
  return { ...settings, confirmation, callsPerHour: String(settings.callsPerHour) }
}

export function settingsOfUse({ callsPerHour, ...used }: Used): BackendToolSettings {
  return { ...used, callsPerHour: Number(callsPerHour) }
}

/** What the model fills in, by its names; those that it may leave out have a question mark. */
export function fieldsOf({ input }: DeclaredTool): string[] {
  const required = Array.isArray(input.required) ? input.required : []
  return Object.keys(input.properties ?? {}).map((name) => (required.includes(name) ? name : `${name}?`))
}
