import type { Given, PlatformChannel } from './account-fields.ts'

type AccountProblem =
  | 'missing'
  | 'digits'
  | 'id_short'
  | 'id_long'
  | 'app_id'
  | 'secret_short'
  | 'secret_long'
  | 'token_short'
  | 'token_long'
  | 'spaces'
  | 'pin'
  | 'url'

export type AccountProblems = Partial<Record<keyof Given, AccountProblem>>

type Check = (value: string) => AccountProblem | null

/**
 * What is wrong with what was typed, by its field. The server judges by the same measures (`ConnectInput` of
 * the protocol); here it is said before the form is left, in its words.
 */
export function accountProblems(channel: PlatformChannel, given: Given): AccountProblems {
  const problems: AccountProblems = {}
  for (const [key, isRequired, check] of checks(channel, given)) {
    const value = given[key].trim()
    const problem = value === '' ? isRequired && 'missing' : check(value)
    if (problem) problems[key] = problem
  }
  return problems
}

type FieldCheck = readonly [key: keyof Given, isRequired: boolean, check: Check]

const PURPOSE: FieldCheck = ['purpose', true, () => null]

function checks(channel: PlatformChannel, { answering, knownApp, way, pageId }: Given): FieldCheck[] {
  const isLogin = channel === 'instagram' && way === 'code' && pageId.trim() === ''
  const app: FieldCheck[] = [
    ['appId', true, appId],
    ['appSecret', true, secret],
  ]
  const login: FieldCheck[] = [
    ['loginAppId', true, platformId],
    ['loginAppSecret', true, secret],
    ['redirectUri', true, url],
  ]
  return [
    ['name', true, () => null],
    ...(channel === 'whatsapp' && answering === 'ai' ? [PURPOSE] : []),
    ...(knownApp === '' ? app : []),
    ...ACCOUNTS[channel],
    [way, true, token],
    ...(isLogin ? login : []),
  ]
}

function platformId(value: string): AccountProblem | null {
  if (!/^\d+$/.test(value)) return 'digits'
  return value.length < 3 ? 'id_short' : value.length > 25 ? 'id_long' : null
}

function appId(value: string): AccountProblem | null {
  return /^[A-Za-z0-9_-]{1,64}$/.test(value) ? null : 'app_id'
}

function secret(value: string): AccountProblem | null {
  return value.length < 8 ? 'secret_short' : value.length > 300 ? 'secret_long' : null
}

function token(value: string): AccountProblem | null {
  if (/\s/.test(value)) return 'spaces'
  return value.length < 8 ? 'token_short' : value.length > 2_000 ? 'token_long' : null
}

function url(value: string): AccountProblem | null {
  return URL.canParse(value) && value.length <= 500 ? null : 'url'
}

const ACCOUNTS: Record<PlatformChannel, FieldCheck[]> = {
  whatsapp: [
    ['phoneNumberId', true, platformId],
    ['wabaId', true, platformId],
    ['pin', false, (value) => (/^\d{6}$/.test(value) ? null : 'pin')],
  ],
  messenger: [['pageId', true, platformId]],
  instagram: [
    ['instagramId', false, platformId],
    ['pageId', false, platformId],
  ],
}
