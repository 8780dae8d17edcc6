/** The steps that only look: whether app, token and account belong together and may be connected here. */
import { setupRequests as asking, setupShapes as shapes } from '@hilo/channels'
import { isAccountTaken } from '../../domain/directory/claim-account.ts'
import { ask, bad, type Checked, type Desk, failed, fine } from './desk.ts'
import { isLogin, type Ticket } from './ticket.ts'

const SCOPES = {
  whatsapp: ['whatsapp_business_management', 'whatsapp_business_messaging'],
  messenger: ['pages_messaging', 'pages_manage_metadata'],
  instagram: ['instagram_manage_messages', 'pages_manage_metadata'],
  login: ['instagram_business_basic', 'instagram_business_manage_messages'],
}

/**
 * Who reads and answers comments under posts needs these too; messages go without.
 * https://developers.facebook.com/docs/pages-api/comments-mentions
 * https://developers.facebook.com/docs/instagram-platform/comment-moderation
 */
const COMMENT_SCOPES = {
  whatsapp: [],
  messenger: ['pages_read_engagement', 'pages_read_user_content', 'pages_manage_engagement'],
  instagram: ['instagram_manage_comments', 'pages_read_engagement'],
  login: ['instagram_business_manage_comments'],
}

export async function lookAtApp(desk: Desk, { app }: Ticket): Promise<Checked> {
  const answer = await ask(desk, asking.describeApp(desk.place, app), shapes.Named)
  if (answer.type !== 'ok') return failed(answer, 'app_refused')
  return answer.value.id === app.id ? fine(answer.value.name ?? null) : bad('app_refused')
}

export async function lookAtToken(desk: Desk, ticket: Ticket): Promise<Checked> {
  if (isLogin(ticket)) {
    const { tokenEndsAt } = ticket
    const me = await ask(desk, asking.describeInstagram(desk.place, ticket.token), shapes.InstagramAccount)
    if (me.type !== 'ok') return failed(me, 'platform_refused')
    return fine(null, { userId: me.value.id, tokenEndsAt })
  }
  const answer = await inspect(desk, ticket)
  if (answer.type !== 'ok') return failed(answer, 'app_refused')
  const { is_valid, app_id, expires_at, user_id, error } = answer.value.data
  if (!is_valid) return bad(error?.subcode === 463 ? 'token_expired' : 'token_refused')
  if (app_id !== undefined && app_id !== ticket.app.id) return bad('token_of_other_app')
  const tokenEndsAt = expires_at ? expires_at * 1_000 : null
  return fine(tokenEndsAt === null ? null : new Date(tokenEndsAt).toISOString(), {
    ...{ tokenEndsAt, userId: user_id ?? null },
  })
}

export async function lookAtScopes(desk: Desk, ticket: Ticket): Promise<Checked> {
  const kind = isLogin(ticket) ? 'login' : ticket.channel
  // Instagram Login tells them with a code only; without one the subscription shows it.
  if (isLogin(ticket)) return ticket.scopes ? missing(kind, ticket.scopes) : fine()
  const answer = await inspect(desk, ticket)
  return answer.type === 'ok' ? missing(kind, answer.value.data.scopes) : failed(answer, 'app_refused')
}

function missing(kind: keyof typeof SCOPES, given: readonly string[]): Checked {
  const without = (wanted: readonly string[]) => wanted.filter((scope) => !given.includes(scope))
  const left = without(SCOPES[kind])
  if (left.length > 0) return bad('scopes_missing', left.join(', '))
  const lacksForComments = without(COMMENT_SCOPES[kind])
  return { ...fine(SCOPES[kind].join(', ')), ...(lacksForComments.length > 0 && { lacksForComments }) }
}

function inspect(desk: Desk, { app, token }: Ticket) {
  return ask(desk, asking.inspectToken(desk.place, app, token), shapes.InspectedToken)
}

/** Whether the token opens the account, and nobody else has it here. */
export async function lookAtAccount(desk: Desk, ticket: Ticket): Promise<Checked> {
  const seen = await see(desk, ticket)
  const account = seen.found?.account
  if (seen.problem || account === undefined) return seen
  const { channel, orgId, pin, token } = ticket
  if (await isAccountTaken(desk.context.db.global, { account, channel, orgId })) return bad('account_taken')
  if (channel !== 'whatsapp' || pin === null) return seen
  const number = { phoneNumberId: account, pin }
  const registered = await ask(desk, asking.registerNumber(desk.place, number, token), shapes.Success)
  return registered.type === 'ok' ? seen : failed(registered, 'pin_refused')
}

function see(desk: Desk, ticket: Ticket): Promise<Checked> {
  if (ticket.channel === 'whatsapp') return seeNumber(desk, ticket)
  if (isLogin(ticket)) return seeInstagram(desk, ticket)
  return seePage(desk, ticket)
}

async function seeNumber({ http, place }: Desk, { wabaId, account, token }: Ticket): Promise<Checked> {
  const answer = await ask({ http }, asking.listNumbers(place, wabaId ?? '', token), shapes.Numbers)
  if (answer.type !== 'ok') return failed(answer, 'account_unseen')
  const number = answer.value.data.find(({ id }) => id === account)
  if (!number) return bad('account_not_linked')
  const { verified_name: name, display_phone_number: shown } = number
  return fine([name, shown].filter(Boolean).join(', '), { account: number.id })
}

async function seeInstagram({ http, place }: Desk, { account, token }: Ticket): Promise<Checked> {
  const me = await ask({ http }, asking.describeInstagram(place, token), shapes.InstagramAccount)
  if (me.type !== 'ok') return failed(me, 'account_unseen')
  const { user_id: id, username = null } = me.value
  return account === null || account === id ? fine(username, { account: id }) : bad('account_unseen')
}

async function seePage({ http, place }: Desk, ticket: Ticket): Promise<Checked> {
  const { channel, token, account } = ticket
  const pageId = ticket.pageId ?? account ?? ''
  const page = await ask({ http }, asking.describeLinked(place, pageId, token), shapes.LinkedPage)
  if (page.type !== 'ok') return failed(page, 'account_unseen')
  const me = await ask({ http }, asking.describePage(place, token), shapes.Named)
  if (me.type !== 'ok') return failed(me, 'account_unseen')
  // The token of a person opens a page too, and cannot send for it.
  if (channel === 'messenger' && me.value.id !== pageId) return bad('account_unseen')
  if (channel === 'messenger') return fine(page.value.name ?? null, { account: pageId })
  const linked = page.value.instagram_business_account?.id
  if (linked === undefined || (account !== null && account !== linked)) return bad('account_not_linked')
  return fine(page.value.name ?? null, { account: linked })
}
