import {
  type Address,
  type AudienceList,
  type api,
  baseLanguage,
  type ChannelType,
  type ContractBody,
  type ContractReturns,
  type Id,
  type Price,
  type Purpose,
  type Template,
} from '@hilo/protocol'
import { decode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import type { Keys } from '../../db/keys.ts'
import { statement } from '../../db/statement.ts'
import { toAddresses } from '../contact/addresses.ts'
import type { Profile } from '../contact/contact.ts'
import { priceOf } from '../delivery/price.ts'
import { purposeOf } from '../permission/permission.ts'
import { type Candidate, pageOfSegment, standingsOf } from './audience.ts'
import { fillForContact } from './fill.ts'
import { addressOf, readNumbers } from './numbers.ts'
import { plannedTemplate } from './plan.ts'
import { startIssues } from './start-issues.ts'

const PAGE = 1_000
const NUMBERS = statement(`
  select i.kind, i.address, i.contact_id as "contactId" from identity i
  where i.org_id = $1 and i.channel = $2 and i.contact_id = any ($3::uuid[]) and i.kind = 'wa_id'`)
const OWNERS = statement(`
  select n.at::int as at, p.id, p.profile from unnest($3::bytea[]) with ordinality as n (hash, at)
  join identity i on i.org_id = $1 and i.channel = $2 and i.address_hash = n.hash
  join contact p on p.org_id = $1 and p.id = i.contact_id`)

type Asked = ContractBody<typeof api.previewBroadcast>
type Shown = ContractReturns<typeof api.previewBroadcast>

/** One who would be asked: known by a contact, by a number, or by both. */
type One = { candidate: Candidate | null; addresses: readonly Address[] }

type Tally = {
  template: Template
  values: Asked['values']
  channel: ChannelType
  purpose: Purpose
  /** A list is itself the evidence of an opt-in. */
  isEvidence: boolean
  shown: Omit<Shown, 'refused'>
  refused: Map<string, number>
}

/**
 * Counts who would get a broadcast now and who would not, by the rules that count when it is sent, and what
 * it would cost as far as prices are known. Nothing is written.
 *
 * @throws AppError as `plannedTemplate` says.
 */
export async function previewBroadcast(tx: OrgTx, keys: Keys, asked: Asked): Promise<Shown> {
  const { inboxId, audience, values } = asked
  const template = await plannedTemplate(tx, asked, await startIssues(tx, asked.startsAt ?? null))
  const channel = 'whatsapp'
  const shown = { matched: 0, deliverable: 0, price: null, unpriced: 0 }
  const purpose = purposeOf(template.category)
  const tally: Tally = {
    ...{ template, values, channel, purpose, refused: new Map<string, number>() },
    shown: { ...shown, otherLanguage: 0, example: null },
    isEvidence: audience.type === 'list',
  }
  if (audience.type === 'list') await countList(tx, keys, { tally, list: audience })
  else {
    for (let after: Id | null | undefined; after !== null; ) {
      const asking = { inboxId, channel, after: after ?? null, most: PAGE } as const
      const page: Awaited<ReturnType<typeof pageOfSegment>> = await pageOfSegment(tx, audience, asking)
      const addresses = await addressesOf(tx, channel, page.found)
      const all = page.found.map((candidate) => ({ candidate, addresses: addresses.get(candidate.id) ?? [] }))
      await count(tx, tally, all)
      after = page.last
    }
  }
  const refused = [...tally.refused].map(([rule, number]) => ({ rule, count: number }))
  return { ...tally.shown, refused: refused.sort((a, b) => b.count - a.count) }
}

async function countList(
  tx: OrgTx,
  keys: Keys,
  { tally, list }: { tally: Tally; list: AudienceList },
): Promise<void> {
  const { numbers, unreadable } = readNumbers(list.numbers)
  tally.shown.matched += unreadable
  if (unreadable > 0) tally.refused.set('no_number', unreadable)
  for (let from = 0; from < numbers.length; from += PAGE) {
    const addresses = numbers.slice(from, from + PAGE).map(addressOf)
    const hashes = addresses.map(({ kind, value }) => keys.hashAddress(tally.channel, kind, value))
    const { rows } = await tx.query<{ at: number; id: Id; profile: Buffer }>(OWNERS, [
      ...[tx.orgId, tally.channel, hashes],
    ])
    const owners = new Map(rows.map((row) => [row.at - 1, row]))
    const all = addresses.map((address, at) => {
      const owner = owners.get(at)
      const candidate = owner && { id: owner.id, profile: decode<Profile>(owner.profile), wrote: null }
      return { candidate: candidate ?? null, addresses: [address] }
    })
    await count(tx, tally, all)
  }
}

async function addressesOf(
  tx: OrgTx,
  channel: ChannelType,
  candidates: readonly Candidate[],
): Promise<Map<Id, Address[]>> {
  const { rows } = await tx.query<{ contactId: Id }>(NUMBERS, [
    ...[tx.orgId, channel, candidates.map(({ id }) => id)],
  ])
  const byContact = Map.groupBy(rows, ({ contactId }) => contactId)
  return new Map([...byContact].map(([id, own]) => [id, toAddresses({ rows: own })]))
}

async function count(tx: OrgTx, tally: Tally, all: readonly One[]): Promise<void> {
  const { template, values, channel, purpose, isEvidence, shown, refused } = tally
  const known = all.flatMap(({ candidate }) => candidate ?? [])
  const standings = await standingsOf(tx, channel, known)
  for (const { candidate, addresses } of all) {
    shown.matched++
    const profile = candidate?.profile ?? {}
    const filled = fillForContact(template, values, profile)
    const standing = candidate ? standings.get(candidate.id)?.[purpose].is : 'unknown'
    const rule = ruleOf(standing, { isEvidence, isFilled: 'content' in filled })
    if (rule !== null) {
      refused.set(rule, (refused.get(rule) ?? 0) + 1)
      continue
    }
    shown.deliverable++
    if (readsOther(profile, template)) shown.otherLanguage++
    if ('content' in filled) shown.example ??= { contactName: profile.name ?? null, content: filled.content }
    const price = priceOf({ channel, purpose, isWindowOpen: false, addresses, at: new Date() })
    if (price === null) shown.unpriced++
    else shown.price = addPrices(shown.price, price)
  }
}

/** Of whom no language is known, nothing is said. */
function readsOther({ locale }: Profile, { language }: Template): boolean {
  return Boolean(locale) && baseLanguage(locale ?? '') !== baseLanguage(language)
}

function ruleOf(
  is: string | undefined,
  { isEvidence, isFilled }: { isEvidence: boolean; isFilled: boolean },
): string | null {
  if (!isFilled) return 'values'
  if (is === 'opted_out') return 'opted_out'
  return is === 'opted_in' || isEvidence ? null : 'opt_in_missing'
}

function addPrices(sum: Price | null, price: Price): Price {
  return { ...price, amount: (sum?.amount ?? 0) + price.amount }
}
