import type { Words } from '../../i18n/en.ts'

/**
 * Why AI handed over, in words; what is no reason of its list stays as it is. The topic that people answer is
 * called as the org calls it.
 */
export function reasonOf(reason: unknown, { answers }: Words, topics: readonly string[] = []): string {
  if (reason === 'policy_topic' && topics.length > 0) return answers.topicReason(topics.join(', '))
  const known: Record<string, string> = answers.reasons
  return known[String(reason)] ?? (typeof reason === 'string' ? reason : '')
}
