import type { ConnectInput } from '@hilo/protocol'
import type { Wish } from '../../api/inboxes.ts'
import { type Answering, whoAnswers } from './who-answers.ts'

export type PlatformChannel = ConnectInput['channel']

/** Everything that the form may ask for, as it is typed. */
export type Given = {
  name: string
  answering: Answering
  /** What AI is for, in a number of WhatsApp. */
  purpose: string
  /** An app that is known, or empty for another. */
  knownApp: string
  appId: string
  appSecret: string
  way: 'token' | 'code'
  token: string
  code: string
  phoneNumberId: string
  wabaId: string
  pin: string
  pageId: string
  instagramId: string
  loginAppId: string
  loginAppSecret: string
  redirectUri: string
}

export const NOTHING_GIVEN: Given = {
  ...{
    name: '',
    answering: 'people',
    purpose: '',
    knownApp: '',
    appId: '',
    appSecret: '',
    way: 'token',
    token: '',
    code: '',
  },
  ...{ phoneNumberId: '', wabaId: '', pin: '', pageId: '', instagramId: '' },
  ...{ loginAppId: '', loginAppSecret: '', redirectUri: '' },
}

/** What the server is asked for; what is left empty is null. */
export function wishOf(channel: PlatformChannel, given: Given): Wish {
  const isAsked = channel === 'whatsapp' && given.answering === 'ai'
  return {
    ...{ input: inputOf(channel, given), name: given.name.trim(), ...whoAnswers(given.answering) },
    ...(isAsked && { purpose: given.purpose.trim() }),
  }
}

function inputOf(channel: PlatformChannel, given: Given): ConnectInput {
  const text = (value: string) => value.trim() || null
  const isKnown = given.knownApp !== ''
  const app = {
    id: isKnown ? given.knownApp : given.appId.trim(),
    secret: isKnown ? null : text(given.appSecret),
  }
  const credential =
    given.way === 'token'
      ? { type: 'token' as const, token: given.token.trim() }
      : { type: 'code' as const, code: given.code.trim() }
  const pageId = given.pageId.trim()
  if (channel === 'messenger') return { channel, app, credential, pageId }
  if (channel === 'whatsapp') {
    const [phoneNumberId, wabaId] = [given.phoneNumberId.trim(), given.wabaId.trim()]
    return { channel, app, credential, phoneNumberId, wabaId, pin: text(given.pin) }
  }
  const loginId = text(given.loginAppId)
  const loginSecret = text(given.loginAppSecret)
  return {
    ...{ channel, app, credential, instagramId: text(given.instagramId), pageId: pageId || null },
    loginApp: loginId && loginSecret ? { id: loginId, secret: loginSecret } : null,
    redirectUri: text(given.redirectUri),
  }
}
