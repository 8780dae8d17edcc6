import type { Id } from '@hilo/protocol'
import { addressesOf } from '../../domain/contact/addresses.ts'
import { platformNameOf, withPlatformName } from '../../domain/contact/contact.ts'
import { nameContact } from '../../domain/contact/name-contact.ts'
import type { Job } from '../../domain/job/enqueue.ts'
import type { WorkerContext } from '../context.ts'
import type { HttpSend } from './http-send.ts'

type ProfileJob = Extract<Job, { kind: 'fetch_profile' }>

/**
 * Asks the platform for the name of a new contact, where its webhooks tell none. A refusal is final: a
 * contact without a name is one all the same.
 *
 * @returns null when done, else what went wrong.
 */
export async function fetchProfile(
  context: WorkerContext,
  http: HttpSend,
  { orgId, job }: { orgId: Id; job: ProfileJob },
): Promise<string | null> {
  const inbox = await context.inboxes(orgId, job.inboxId)
  const bound = inbox ? context.channelOf(inbox) : null
  const { conversationId } = job
  const recipient = await addressesOf(context.db, orgId, conversationId)
  const request = bound?.channel.profiles?.find(recipient, bound.settings)
  if (!request) return null
  const answer = await http(request)
  if (answer.type !== 'answered') return answer.reason
  if (answer.status >= 500) return `HTTP ${answer.status}`
  const name = bound?.channel.profiles?.read(answer.status, answer.body)
  if (!name) return null
  const version = await nameContact(context.db, orgId, {
    conversationId,
    rename: (profile) => (platformNameOf(profile) === undefined ? withPlatformName(profile, name) : profile),
  })
  if (version !== null) context.bus.publish({ type: 'conversation', orgId, conversationId, version })
  return null
}
