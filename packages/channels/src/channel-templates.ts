import type { ListedTemplate, TemplateDraft } from '@hilo/protocol'
import type { ChannelRequest, OutboundFile } from './outbound.ts'

/** How a platform lists the templates of an account, and lets them be written. Translation alone, as a channel. */
export type ChannelTemplates<Settings> = {
  /** The request for a page of the list; `after` is what the page before gave, null for the first. */
  list(account: string, after: string | null, settings: Settings): ChannelRequest
  read(status: number, body: unknown): TemplatePage
  /** Asks for a new one; the platform judges it. */
  create(account: string, draft: TemplateDraft, settings: Settings): ChannelRequest
  /** Changes one, which is judged again. */
  edit(externalId: string, draft: TemplateDraft, settings: Settings): ChannelRequest
  remove(account: string, template: { externalId: string; name: string }, settings: Settings): ChannelRequest
  written(status: number, body: unknown): TemplateWritten
  /** How a file is shown to the platform that judges a header: a session for an app, then its bytes. */
  beginSample(appId: string, file: Omit<OutboundFile, 'kind'>, settings: Settings): ChannelRequest
  sendSample(session: string, bytes: Uint8Array, settings: Settings): ChannelRequest
  sampled(status: number, body: unknown): TemplateSampled
}

/** The whole list of ways in which a page of templates can be answered. */
export type TemplatePage =
  | { type: 'page'; templates: ListedTemplate[]; after: string | null }
  | { type: 'retry' | 'refused'; reason: string }

/** The whole list of ways in which a change to a template can be answered. */
export type TemplateWritten =
  | {
      type: 'done'
      /** Of a new one. Words of the platform are in lower case; null where it says nothing. */
      externalId: string | null
      status: string | null
      category: string | null
    }
  | { type: 'retry' | 'refused'; reason: string }

/** `name`: of the session at first, then what a draft calls the sample. */
export type TemplateSampled = { type: 'done'; name: string } | { type: 'retry' | 'refused'; reason: string }
