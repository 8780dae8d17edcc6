import type { ToolCallStatus } from '@hilo/protocol'

/** In the order in which they are offered: what needs somebody first. */
export const TOOL_CALL_STATUSES = [
  ...(['waiting', 'lost', 'failed', 'done', 'asked', 'running', 'refused', 'expired', 'dropped'] as const),
] satisfies readonly ToolCallStatus[]
