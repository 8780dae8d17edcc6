import type { Instructions } from '@hilo/ai'
import { baseLanguage, type Id, type InstructionWords } from '@hilo/protocol'
import { decodeOrNull } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { articleLanguages } from '../article/languages.ts'

// One statement, so that what it says of the org and of the inbox is of the same moment.
const READ = statement(`
  select o.locale, org.version as "orgVersion", org.words as "orgWords",
         inbox.version as "inboxVersion", inbox.words as "inboxWords"
  from org o
  left join ai_instruction oi on oi.org_id = o.id and oi.id = o.id
  left join ai_instruction_version org on org.org_id = o.id and org.instruction_id = oi.id
    and org.version = case when $3 = 'org' then oi.version else oi.published_version end
  left join ai_instruction ii on ii.org_id = o.id and ii.id = $2::uuid
  left join ai_instruction_version inbox on inbox.org_id = o.id and inbox.instruction_id = ii.id
    and inbox.version = case when $3 = 'inbox' then ii.version else ii.published_version end
  where o.id = $1`)

type Row = {
  locale: string
  orgVersion: number | null
  orgWords: Buffer | null
  inboxVersion: number | null
  inboxWords: Buffer | null
}

/** Where nothing was written. */
export const UNSAID: InstructionWords = {
  ...{ tone: '', dos: [], donts: [], purpose: '', topics: [], languages: [], peopleTopics: [], hours: null },
}
/** The languages in which Hilo itself has words for contacts. */
const SPOKEN = ['en', 'es', 'pt']

/** The instructions in force in an inbox; null: those of the org alone. */
export function readInstructions(tx: OrgTx, inboxId: Id | null): Promise<Instructions> {
  return read(tx, inboxId, null)
}

/** As they would be in force if the newest words of the org, or of the inbox, were published now. */
export function readDraftInstructions(
  tx: OrgTx,
  inboxId: Id | null,
  draft: 'org' | 'inbox',
): Promise<Instructions> {
  return read(tx, inboxId, draft)
}

async function read(tx: OrgTx, inboxId: Id | null, draft: 'org' | 'inbox' | null): Promise<Instructions> {
  const { rows } = await tx.query<Row>(READ, [tx.orgId, inboxId, draft])
  const [row] = rows
  if (!row) throw new Error('The org of this transaction does not exist.')
  const ofOrg = decodeOrNull<InstructionWords>(row.orgWords) ?? UNSAID
  const ofInbox = decodeOrNull<InstructionWords>(row.inboxWords) ?? UNSAID
  const { orgVersion, inboxVersion } = row
  const isSet = ofOrg.languages.length > 0 || ofInbox.languages.length > 0
  // Of the languages that Hilo has words in, those in which the org writes come first.
  const written = isSet ? [] : await articleLanguages(tx, ['public'])
  const spoken = [row.locale, ...written].map(baseLanguage)
  return { orgVersion, inboxVersion, ...merge(ofOrg, ofInbox, spoken) }
}

/**
 * What describes the inbox is its own where it says something: tone, purpose, topics, languages, hours. What
 * holds somebody to something adds up: what to do, what not to do, and what goes to people, which no inbox
 * can take back.
 */
function merge(
  org: InstructionWords,
  inbox: InstructionWords,
  spoken: readonly string[],
): Omit<Instructions, 'orgVersion' | 'inboxVersion'> {
  const own = inbox.languages.length > 0 ? inbox.languages : org.languages
  const [first, ...others] =
    own.length > 0
      ? own
      : distinct([...spoken.filter((one, at) => at === 0 || SPOKEN.includes(one)), ...SPOKEN])
  return {
    tone: inbox.tone || org.tone,
    dos: distinct([...org.dos, ...inbox.dos]),
    donts: distinct([...org.donts, ...inbox.donts]),
    purpose: inbox.purpose || org.purpose,
    topics: inbox.topics.length > 0 ? inbox.topics : org.topics,
    languages: [first ?? 'en', ...others],
    peopleTopics: united([...org.peopleTopics, ...inbox.peopleTopics]),
    hours: inbox.hours ?? org.hours,
  }
}

function distinct(lines: readonly string[]): string[] {
  return [...new Set(lines)]
}

/** A topic that both name, for the same conversations, has the phrases of both; who gets it is the inbox's to say. */
function united(topics: InstructionWords['peopleTopics']): InstructionWords['peopleTopics'] {
  const byName = new Map<string, InstructionWords['peopleTopics'][number]>()
  for (const topic of topics) {
    const key = JSON.stringify([topic.name, topic.onlyWithTag])
    const known = byName.get(key)
    byName.set(key, { ...known, ...topic, phrases: distinct([...(known?.phrases ?? []), ...topic.phrases]) })
  }
  return [...byName.values()]
}
