import {
  type ChannelRequest,
  isTokenRefused,
  readSetup,
  type SetupAnswer,
  type SetupObject,
  type SetupPlace,
  type Subscribed,
} from '@hilo/channels'
import type { ConnectProblem } from '@hilo/protocol'
import type { z } from 'zod'
import type { WorkerContext } from '../context.ts'
import type { HttpSend } from '../platform/http-send.ts'
import { isLogin, type Ticket } from './ticket.ts'

/** What connecting an account works with. */
export type Desk = {
  context: WorkerContext
  http: HttpSend
  place: SetupPlace
  publicUrl: string
}

/** What was found of an account while it was looked at. */
export type Found = {
  account?: string
  userId?: string | null
  tokenEndsAt?: number | null
  elsewhere?: string
}

export type Checked = {
  problem: ConnectProblem | null
  detail: string | null
  /** Permissions that stand in the way of comments alone. */
  lacksForComments?: string[]
  found?: Found
}

export const fine = (detail: string | null = null, found: Found = {}): Checked => ({
  ...{ problem: null, detail, found },
})
export const bad = (problem: ConnectProblem, detail: string | null = null): Checked => ({ problem, detail })

/** Asks the platform and reads what it says; never throws. */
export async function ask<T>(
  { http }: Pick<Desk, 'http'>,
  request: ChannelRequest,
  shape: z.ZodType<T>,
): Promise<SetupAnswer<T>> {
  const answer = await http(request)
  if (answer.type === 'answered') return readSetup(answer.status, answer.body, shape)
  return { type: 'away', reason: answer.reason }
}

type NotOk = Exclude<SetupAnswer<unknown>, { type: 'ok' }>

/** What an answer that is none means: `refused` says what a refusal means at this step. */
export function failed(answer: NotOk, refused: ConnectProblem): Checked {
  if (answer.type === 'away') return bad('platform_away', answer.reason)
  if (isTokenRefused(answer.code) && refused !== 'app_refused') {
    return bad(answer.subcode === 463 ? 'token_expired' : 'token_refused', answer.message)
  }
  return bad(refused, answer.message)
}

const OBJECTS: Record<Ticket['channel'], SetupObject> = {
  whatsapp: 'whatsapp_business_account',
  messenger: 'page',
  instagram: 'instagram',
}

/** What the app's webhooks of such an account are about. */
export function objectOf({ channel }: Pick<Ticket, 'channel'>): SetupObject {
  return OBJECTS[channel]
}

/** What has to be subscribed: an Instagram account that is linked to a page goes by the page. */
export function subscribedOf(
  ticket: Pick<Ticket, 'channel' | 'wabaId' | 'pageId'>,
  account: string,
): Subscribed {
  if (ticket.channel === 'whatsapp') {
    return { object: 'whatsapp_business_account', id: ticket.wabaId ?? '', isLogin: false }
  }
  if (isLogin(ticket)) return { object: 'instagram', id: account, isLogin: true }
  return { object: 'page', id: ticket.pageId ?? account, isLogin: false }
}
