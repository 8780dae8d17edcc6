/**
 * Which app has a thread. The server's calls, and what people in the Page's inbox do.
 * https://developers.facebook.com/docs/messenger-platform/handover-protocol
 */
import { json } from '../http/answer.ts'
import type { Answer } from '../http/route.ts'
import { PAGE_INBOX_APP_ID } from './echo.ts'
import { objectAt, optionalTextAt, textAt } from './fields.ts'
import { type At, personBehind, placeOf } from './find.ts'
import type { AccountCall } from './graph-call.ts'
import { pushEvent } from './push-event.ts'
import { refusal } from './refusal.ts'
import { type Messaging, type Thread, tell, threadOf } from './world.ts'

export type ControlVerb = 'pass' | 'take' | 'request' | 'release'

/** `/{page_id}/{verb}_thread_control`. @throws GraphError */
export function threadControl(call: AccountCall, verb: ControlVerb): Answer {
  const { world, account, fields } = call
  const id = textAt(objectAt(fields, 'recipient'), 'id', { path: 'recipient[id]', max: 64 })
  optionalTextAt(fields, 'metadata', { path: 'metadata', max: 1_000 })
  const person = personBehind(world, account, id)
  if (!person) throw refusal(world.traits.channel, world.traits.refusals.nobody)
  const thread = threadOf(world, account.id, person.id)
  if (verb === 'pass') {
    requireOwner(call, thread)
    thread.ownerAppId = textAt(fields, 'target_app_id', { path: 'target_app_id', max: 32 })
  }
  if (verb === 'take') thread.ownerAppId = account.appId
  if (verb === 'release') {
    requireOwner(call, thread)
    thread.ownerAppId = null
  }
  tell(world, thread)
  return json(200, { success: true })
}

/** `/{page_id}/thread_owner?recipient=`. */
export function threadOwner({ world, account, request }: AccountCall): Answer {
  const person = personBehind(world, account, request.url.searchParams.get('recipient') ?? '')
  if (!person) throw refusal(world.traits.channel, world.traits.refusals.nobody)
  const { ownerAppId } = threadOf(world, account.id, person.id)
  return json(200, { data: ownerAppId === null ? [] : [{ thread_owner: { app_id: ownerAppId } }] })
}

function requireOwner({ world, account }: AccountCall, { ownerAppId }: Thread): void {
  if (ownerAppId !== null && ownerAppId !== account.appId) throw refusal(world.traits.channel, '10_2018300')
}

type Move = {
  move: 'take' | 'pass' | 'request'
  metadata?: string | undefined
  /** Which app does it; without it the inbox of the Page. */
  appId?: string | undefined
}

/**
 * People in the Page's inbox, or another app, take a thread, pass it to the app, or ask for it; the app hears
 * of it.
 */
export function handOver(
  world: Messaging,
  { move, metadata = '', appId = PAGE_INBOX_APP_ID, ...at }: At & Move,
): Thread {
  const { account, thread } = placeOf(world, at)
  const event = {
    take: {
      take_thread_control: {
        previous_owner_app_id: account.appId,
        new_owner_app_id: appId,
        metadata,
      },
    },
    pass: {
      pass_thread_control: {
        new_owner_app_id: account.appId,
        previous_owner_app_id: appId,
        metadata,
      },
    },
    request: { request_thread_control: { requested_owner_app_id: appId, metadata } },
  }[move]
  if (move === 'take') thread.ownerAppId = appId
  if (move === 'pass') thread.ownerAppId = account.appId
  pushEvent(world, thread, { field: 'handover', event })
  tell(world, thread)
  return thread
}
