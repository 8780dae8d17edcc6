import type { Words } from '../../i18n/en.ts'

/** Meta's own inboxes, by the ids that webhooks have for them. */
const META_INBOXES = new Set(['263902037430900', '1217981644879628'])

/** Another app in words: Meta's inbox, its id, or nothing but that it is another. */
export function appName(app: string | null, { handover }: Words): string {
  if (app === null || app === 'unknown') return handover.unknown
  return META_INBOXES.has(app) ? handover.metaInbox : handover.app(app)
}
