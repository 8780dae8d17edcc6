import {
  type Content,
  type ContentOf,
  fillTemplate,
  type Id,
  type JournalEntry,
  type Template,
  withoutTemplate,
} from '@hilo/protocol'
import type { Database } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { Inbox } from '../inbox/inbox.ts'
import { chooseLanguage } from './choose-language.ts'
import { whyNotSent } from './fill.ts'
import { plantSync } from './plant-sync.ts'
import { isApproved, TEMPLATE_COLUMNS, type TemplateRow, toTemplate } from './template.ts'

const NAMED = statement(`
  select ${TEMPLATE_COLUMNS} from template where org_id = $1 and name = $2 order by language, id`)

type Said = { entries: readonly JournalEntry[]; locale: string | null }

/**
 * Makes the templates that a turn says of what the platform approved, before the turn is committed; where the
 * channel has none, of their words.
 *
 * @returns the entries of the turn, or why one of its templates cannot be sent, in words for people.
 */
export async function fillSaidTemplates(
  db: Database,
  inbox: Inbox,
  { entries, locale }: Said,
): Promise<JournalEntry[] | string> {
  const filled: JournalEntry[] = []
  for (const entry of entries) {
    if (entry.content?.type !== 'template') {
      filled.push(entry)
      continue
    }
    const content = await fillSaid(db, inbox, { said: entry.content, locale })
    if (typeof content === 'string') return content
    filled.push({ ...entry, content })
  }
  return filled
}

/** True when something has to be made of a template before the turn is committed. */
export function saysTemplate(entries: readonly JournalEntry[]): boolean {
  return entries.some(({ content }) => content?.type === 'template')
}

type Asked = { said: ContentOf<'template'>; locale: string | null }

async function fillSaid(db: Database, inbox: Inbox, { said, locale }: Asked): Promise<Content | string> {
  const hasTemplates = inbox.settings.wabaId !== undefined
  if (!hasTemplates && said.text !== '') return withoutTemplate(said)
  const { orgId, id: inboxId } = inbox
  const all = await templatesOf(db, orgId, said.name)
  const known = hasTemplates ? all.filter((one) => one.inboxId === inboxId) : all
  const template = chooseTemplate(known, [said.language || null, locale, inbox.orgLocale], said.language)
  if (!template) {
    if (hasTemplates) await db.flight(orgId, [plantSync(orgId, inboxId)])
    const language = said.language === '' ? '' : ` in ${said.language}`
    const missing = `There is no template ${said.name}${language} in this inbox.`
    return `${missing} Create it, or synchronise the templates.`
  }
  const hasCatalogue = !hasTemplates || inbox.settings.catalogId !== undefined
  const given = { values: said.values, header: said.header, hasCatalogue }
  const why = whyNotSent(template, given)
  if (why !== null) return why
  const content = fillTemplate(template, template.definition, given)
  return hasTemplates ? content : withoutTemplate(content)
}

/** A language that the code names is the only one that will do. */
function chooseTemplate(
  known: readonly Template[],
  wanted: readonly (string | null)[],
  language: string,
): Template | undefined {
  if (language !== '') return known.find((one) => one.language === language)
  const approved = known.filter(isApproved)
  return chooseLanguage(approved.length > 0 ? approved : known, wanted)
}

async function templatesOf(db: Database, orgId: Id, name: string): Promise<Template[]> {
  const [found] = await db.flight(orgId, [{ statement: NAMED, values: [orgId, name] }])
  return ((found?.rows ?? []) as TemplateRow[]).map(toTemplate)
}
