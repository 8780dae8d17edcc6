import type { PolicyTopic } from '../handoff/policy-topic.ts'

/** What an org wants of its answers, as it is in force in one inbox. */
export type Instructions = {
  /** The versions in force; null where none is published. */
  readonly orgVersion: number | null
  readonly inboxVersion: number | null
  readonly tone: string
  readonly dos: readonly string[]
  readonly donts: readonly string[]
  /** What the inbox is for and what is talked about in it: WhatsApp's terms of 2026 ask for a purpose. */
  readonly purpose: string
  readonly topics: readonly string[]
  readonly languages: readonly [string, ...string[]]
  /** Go to people before any model is asked. */
  readonly peopleTopics: readonly PolicyTopic[]
  /** When members are there; null: not said. Minutes of the day in the org's time zone, by weekday 1 to 7. */
  readonly hours: readonly { weekday: number; from: number; to: number }[] | null
}
