import * as ai from './api/ai.ts'
import * as aiInstructions from './api/ai-instructions.ts'
import * as aiTools from './api/ai-tools.ts'
import * as answerFigures from './api/answer-figures.ts'
import * as answers from './api/answers.ts'
import * as apiKeys from './api/api-keys.ts'
import * as articlePictures from './api/article-pictures.ts'
import * as articles from './api/articles.ts'
import * as backendTools from './api/backend-tools.ts'
import * as backends from './api/backends.ts'
import * as broadcasts from './api/broadcasts.ts'
import * as connect from './api/connect.ts'
import * as contacts from './api/contacts.ts'
import * as conversations from './api/conversations.ts'
import * as copilot from './api/copilot.ts'
import * as evaluations from './api/evaluations.ts'
import * as events from './api/events.ts'
import * as exceptionalDays from './api/exceptional-days.ts'
import * as files from './api/files.ts'
import * as health from './api/health.ts'
import * as inboxes from './api/inboxes.ts'
import * as knowledge from './api/knowledge.ts'
import * as ledger from './api/ledger.ts'
import * as linkHosts from './api/link-hosts.ts'
import * as log from './api/log.ts'
import * as mail from './api/mail.ts'
import * as media from './api/media.ts'
import * as metrics from './api/metrics.ts'
import * as offers from './api/offers.ts'
import * as permissions from './api/permissions.ts'
import * as remoteVersions from './api/remote-versions.ts'
import * as runRecords from './api/run-records.ts'
import * as runs from './api/runs.ts'
import * as session from './api/session.ts'
import * as signedIdentity from './api/signed-identity.ts'
import * as sources from './api/sources.ts'
import * as tags from './api/tags.ts'
import * as templates from './api/templates.ts'
import * as testSets from './api/test-sets.ts'

/** Every endpoint of the HTTP API, by name. */
export const api = {
  ...ai,
  ...answers,
  ...aiInstructions,
  ...answerFigures,
  ...aiTools,
  ...apiKeys,
  ...articlePictures,
  ...articles,
  ...backends,
  ...backendTools,
  ...broadcasts,
  ...remoteVersions,
  ...connect,
  ...contacts,
  ...conversations,
  ...copilot,
  ...events,
  ...files,
  ...evaluations,
  ...exceptionalDays,
  ...health,
  ...inboxes,
  ...knowledge,
  ...ledger,
  ...linkHosts,
  ...log,
  ...mail,
  ...media,
  ...metrics,
  ...offers,
  ...permissions,
  ...runRecords,
  ...runs,
  ...signedIdentity,
  ...sources,
  ...tags,
  ...templates,
  ...testSets,
  getSession: session.getSession,
  getPlayground: session.getPlayground,
  listMembers: session.listMembers,
}

export * from './ai.ts'
export * from './ai-instruction.ts'
export * from './ai-price.ts'
export * from './ai-tool.ts'
export * from './allowed-link.ts'
export * from './answer.ts'
export * from './answer-figures.ts'
export type { ContactExport } from './api/contacts.ts'
export { ORG_HEADER } from './api/session.ts'
export type { TagUse } from './api/tags.ts'
export * from './api-key.ts'
export * from './article.ts'
export * from './article-blocks.ts'
export * from './article-picture.ts'
export * from './ask-model.ts'
export * from './asked-again.ts'
export * from './backend.ts'
export * from './backend-manifest.ts'
export * from './backend-tool.ts'
export * from './backend-tool-use.ts'
export * from './base-language.ts'
export * from './brief.ts'
export * from './broadcast.ts'
export * from './broadcast-values.ts'
export * from './call.ts'
export * from './card.ts'
export * from './check-draft.ts'
export * from './connect.ts'
export * from './contact.ts'
export * from './content.ts'
export * from './contract.ts'
export * from './conversation.ts'
export * from './copilot.ts'
export * from './day-hours.ts'
export { DEMO_MARK, withoutDemoMark } from './demo-mark.ts'
export * from './deploy.ts'
export * from './errors.ts'
export * from './evaluation.ts'
export * from './exceptional-day.ts'
export * from './fetch.ts'
export * from './file.ts'
export * from './fill-template.ts'
export * from './form.ts'
export * from './gap.ts'
export * from './goal-turns.ts'
export * from './health.ts'
export * from './hours-at-once.ts'
export * from './id.ts'
export * from './is-language.ts'
export * from './journal-entry.ts'
export * from './ledger.ts'
export * from './link-hosts.ts'
export * from './log.ts'
export * from './mail.ts'
export * from './meaning.ts'
export * from './media.ts'
export * from './media-words.ts'
export * from './metrics.ts'
export * from './model-fault.ts'
export * from './near-share.ts'
export * from './offer.ts'
export * from './origin.ts'
export * from './permission.ts'
export * from './preflight.ts'
export * from './products.ts'
export * from './realtime.ts'
export * from './returned.ts'
export * from './run-record.ts'
export * from './sentence.ts'
export * from './signed-identity.ts'
export * from './source.ts'
export * from './source-limits.ts'
export * from './tag.ts'
export * from './template.ts'
export * from './template-buttons.ts'
export * from './template-draft.ts'
export * from './template-field.ts'
export * from './template-figures.ts'
export * from './template-parts.ts'
export * from './template-products.ts'
export * from './test-case.ts'
export * from './tool-approvers.ts'
export * from './tool-confirmation.ts'
export * from './tool-field.ts'
export * from './tool-limits.ts'
export * from './tool-places.ts'
export * from './tool-schema.ts'
export * from './webhook-event.ts'
export * from './window.ts'
export * from './without-template.ts'
