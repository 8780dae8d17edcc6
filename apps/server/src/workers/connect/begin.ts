import { setupRequests as asking, setupShapes as shapes } from '@hilo/channels'
import type { ConnectInput, Id, StepOutcome } from '@hilo/protocol'
import { findApp } from '../../domain/webhook/adopt-app.ts'
import { ask, bad, type Checked, type Desk, failed } from './desk.ts'
import { sealTicket, type Ticket } from './ticket.ts'

type Begun = { ticket: string | null; failure: StepOutcome | null }
type Opened = Pick<Ticket, 'token' | 'tokenEndsAt' | 'scopes'>
type App = Ticket['app']

/** Seals what is given for the steps that follow. A code is exchanged first: it is good for a moment only. */
export async function beginConnection(desk: Desk, orgId: Id, input: ConnectInput): Promise<Begun> {
  const { db, keys } = desk.context
  const found = await findApp({ global: db.global, keys }, orgId, input.app)
  if (found.type !== 'ready') {
    return fail('app', bad(found.type === 'taken' ? 'app_taken' : 'app_unknown'))
  }
  const app: App = { id: input.app.id, secret: found.secret, verifyToken: found.verifyToken }
  const opened = await open(desk, app, input)
  if ('problem' in opened) return fail('token', opened)
  return { ticket: sealTicket(keys, { orgId, app, ...opened, ...accountOf(input) }), failure: null }
}

function fail(step: StepOutcome['step'], { problem, detail }: Checked): Begun {
  return { ticket: null, failure: { step, problem, detail } }
}

function accountOf(input: ConnectInput): Omit<Ticket, 'purpose' | 'endsAt' | 'orgId' | 'app' | keyof Opened> {
  const none = { loginSecret: null, account: null, wabaId: null, pageId: null, pin: null }
  const { channel } = input
  switch (channel) {
    case 'whatsapp':
      return { ...none, channel, account: input.phoneNumberId, wabaId: input.wabaId, pin: input.pin }
    case 'messenger':
      return { ...none, channel, account: input.pageId }
    case 'instagram': {
      const { instagramId, pageId, loginApp } = input
      return { ...none, channel, account: instagramId, pageId, loginSecret: loginApp?.secret ?? null }
    }
  }
}

async function open(desk: Desk, app: App, input: ConnectInput): Promise<Opened | Checked> {
  const { credential } = input
  if (credential.type === 'token') return { token: credential.token, tokenEndsAt: null, scopes: null }
  if (input.channel === 'instagram' && input.pageId === null) {
    return exchangeInstagram(desk, input, credential.code)
  }
  const request = asking.exchangeCode(desk.place, app, credential.code)
  const answer = await ask(desk, request, shapes.Token)
  if (answer.type !== 'ok') return failed(answer, codeOrApp(answer))
  return { token: answer.value.access_token, tokenEndsAt: null, scopes: null }
}

/** Only a signature that does not fit is the app's fault. */
function codeOrApp(answer: { type: string; code?: number }): 'app_refused' | 'code_refused' {
  return answer.code === 190 ? 'app_refused' : 'code_refused'
}

/** For a token of an hour, and that one for sixty days. */
async function exchangeInstagram(
  desk: Desk,
  { loginApp, redirectUri }: Extract<ConnectInput, { channel: 'instagram' }>,
  code: string,
): Promise<Opened | Checked> {
  if (!loginApp) return bad('app_unknown')
  const given = { code, redirectUri: redirectUri ?? `${desk.publicUrl}/` }
  const short = await ask(desk, asking.exchangeInstagramCode(desk.place, loginApp, given), shapes.Token)
  if (short.type !== 'ok') return failed(short, 'code_refused')
  const { access_token: first, permissions = null } = short.value
  const long = await ask(desk, asking.lengthenToken(desk.place, loginApp, first), shapes.Token)
  if (long.type !== 'ok') return failed(long, 'code_refused')
  const { access_token: token, expires_in: seconds } = long.value
  return { token, scopes: permissions, tokenEndsAt: seconds ? Date.now() + seconds * 1_000 : null }
}
