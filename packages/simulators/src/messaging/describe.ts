import { json } from '../http/answer.ts'
import type { Answer } from '../http/route.ts'
import { type Fields, isFields } from '../whatsapp/fields.ts'
import { refuseBy, takeFault } from './faults.ts'
import { personBehind, scopedIdOf } from './find.ts'
import type { AccountCall } from './graph-call.ts'
import { refusal } from './refusal.ts'
import { type Account, type Person, threadOf } from './world.ts'

/** `GET /{id}`: the account, or the profile of somebody who wrote to it. @throws GraphError */
export function describe(call: AccountCall): Answer {
  const { world, account, request } = call
  const id = request.params.id ?? ''
  const person = personBehind(world, account, id)
  if (!person) return json(200, pick(describeAccount(call, account), call))

  const fault = takeFault(world, { accountId: account.id, personId: person.id, when: 'profile' })
  const early = refuseBy(world, fault)
  if (early) return early
  if (!person.hasConsent) throw refusal(world.traits.channel, '230')
  if (threadOf(world, account.id, person.id).lastInboundAt === null) {
    throw refusal(world.traits.channel, world.traits.refusals.profile)
  }
  return json(200, pick(describePerson(call, person), call))
}

function describeAccount({ world, request }: AccountCall, account: Account): Fields {
  if (world.traits.channel === 'messenger') return { id: account.id, name: account.name }
  // Asked as a Page, it is that Page, which names the account that is linked to it.
  if (request.params.id === account.pageId) {
    return { id: account.pageId, name: account.name, instagram_business_account: { id: account.id } }
  }
  const username = account.username ?? account.name
  return { id: appScopedId(account), user_id: account.id, username, name: account.name }
}

/** What `/me` calls `id` differs from the id that webhooks use, so that nobody takes one for the other. */
function appScopedId({ id }: Account): string {
  return `2${id.slice(1).split('').reverse().join('')}`
}

function describePerson({ world, account }: AccountCall, person: Person): Fields {
  const id = scopedIdOf(world, account, person)
  const picture = `${world.url()}/phones/face.svg?name=${encodeURIComponent(person.name)}`
  const [first = person.name, ...rest] = person.name.split(' ')
  if (world.traits.channel === 'messenger') {
    return { id, first_name: first, last_name: rest.join(' '), name: person.name, profile_pic: picture }
  }
  return {
    ...{ id, name: person.name, username: person.username ?? person.id, profile_pic: picture },
    ...{ follower_count: 120, is_user_follow_business: true, is_business_follow_user: false },
    is_verified_user: false,
  }
}

/** Keeps what `fields=` names; the id always comes along. */
function pick(value: Fields, { request, fields }: AccountCall): Fields {
  const wanted = request.url.searchParams.get('fields') ?? (isFields(fields) ? fields.fields : null)
  if (typeof wanted !== 'string') return value
  const names = new Set(['id', ...wanted.split(',')])
  return Object.fromEntries(Object.entries(value).filter(([key]) => names.has(key)))
}
