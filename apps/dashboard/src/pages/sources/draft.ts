import type { SiteLimits, Source, SourcePublishing, SourceSchedule, SourceSettings } from '@hilo/protocol'

/** What is written into the form of a source, as it stands in its fields. */
export type SourceDraft = {
  name: string
  language: string
  audience: 'public' | 'internal'
  schedule: SourceSchedule
  publishing: SourcePublishing
  pagesMax: string
  depthMax: string
  delayMs: string
  include: string
  exclude: string
  usesSitemap: boolean
}

export const NEW_DRAFT: SourceDraft = {
  ...{ name: '', language: '', audience: 'public', schedule: 'weekly', publishing: 'at_once' },
  ...{ pagesMax: '500', depthMax: '5', delayMs: '250', include: '', exclude: '', usesSitemap: true },
}

export function draftOf({ name, language, audience, schedule, publishing, site }: Source): SourceDraft {
  return {
    ...NEW_DRAFT,
    ...{ name, language: language ?? '', audience, schedule, publishing },
    ...(site && {
      ...{ pagesMax: String(site.pagesMax), depthMax: String(site.depthMax), delayMs: String(site.delayMs) },
      ...{
        include: site.include.join('\n'),
        exclude: site.exclude.join('\n'),
        usesSitemap: site.usesSitemap,
      },
    }),
  }
}

/** What the server is told; `isSite`: only a site has limits. */
export function settingsOf(draft: SourceDraft, isSite: boolean): SourceSettings {
  const { name, language, audience, schedule, publishing } = draft
  return {
    ...{ name: name.trim(), language: language.trim() || null, audience, schedule, publishing },
    site: isSite ? limitsOf(draft) : null,
  }
}

function limitsOf({ usesSitemap, ...draft }: SourceDraft): SiteLimits {
  return {
    pagesMax: numberOf(draft.pagesMax),
    depthMax: numberOf(draft.depthMax),
    delayMs: numberOf(draft.delayMs),
    ...{ include: linesOf(draft.include), exclude: linesOf(draft.exclude), usesSitemap },
  }
}

/** What is none is the server's to refuse, at its field. */
function numberOf(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text)
}

/** The fields of the API that these forms show, each with what is wrong with it. */
export const SHOWN = ['url', 'name', 'language', 'audience', 'schedule', 'publishing', 'site']

/** A path that was written without its beginning has it. */
function linesOf(text: string): string[] {
  const lines = text.split('\n').map((line) => line.trim())
  return lines.filter(Boolean).map((line) => (/^[/*]/.test(line) ? line : `/${line}`))
}

/** What an address suggests that a source be called. */
export function nameFor(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname.replace(/^www\./, '') : ''
}
