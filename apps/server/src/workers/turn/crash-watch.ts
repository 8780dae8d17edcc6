import type { Id } from '@hilo/protocol'

/** When a version is to be paused: this many crashes, of this many runs, in this time. */
export type CrashLimits = { crashesMax: number; runsMin: number; withinMs: number }

const LIMITS: CrashLimits = { crashesMax: 3, runsMin: 3, withinMs: 10 * 60_000 }
const VERSIONS_MAX = 1_000

type Crashed = { runId: Id; at: number }

/**
 * Notices a version that crashes whoever talks to it. One run alone never pauses a version: what one contact
 * says may bring the code down, and the others are well served.
 */
export function createCrashWatch(limits: CrashLimits = LIMITS) {
  const { crashesMax, runsMin, withinMs } = limits
  const versions = new Map<Id, Crashed[]>()
  return {
    /** Counts a crash; answers in words when the version must be paused, and forgets it then. */
    add(versionId: Id, crash: Crashed): string | null {
      const recent = (versions.get(versionId) ?? []).filter(({ at }) => crash.at - at < withinMs)
      recent.push(crash)
      versions.delete(versionId)
      const runs = new Set(recent.map(({ runId }) => runId)).size
      if (recent.length >= crashesMax && runs >= runsMin) {
        return `Its process ended ${recent.length} times in ${withinMs / 60_000} minutes, in ${runs} runs.`
      }
      versions.set(versionId, recent)
      const [oldest] = versions.keys()
      if (versions.size > VERSIONS_MAX && oldest) versions.delete(oldest)
      return null
    },
  }
}

export type CrashWatch = ReturnType<typeof createCrashWatch>
