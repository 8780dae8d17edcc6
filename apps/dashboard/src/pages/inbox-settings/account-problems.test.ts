import { expect, test } from 'vitest'
import { type Given, NOTHING_GIVEN, type PlatformChannel } from './account-fields.ts'
import { accountProblems } from './account-problems.ts'

const GOOD: Given = {
  ...NOTHING_GIVEN,
  ...{ name: 'Centro', appId: '1717171717171703', appSecret: 'secret-of-the-app', token: 'token-of-it' },
  ...{ phoneNumberId: '106540352242777', wabaId: '102290129340777' },
}
const problems = (change: Partial<Given>, channel: PlatformChannel = 'whatsapp') =>
  accountProblems(channel, { ...GOOD, ...change })

test('what Meta may have given passes, with spaces around it too', () => {
  expect(problems({})).toEqual({})
  expect(problems({ wabaId: ' 102290129340777 ', pin: '123456' })).toEqual({})
  expect(problems({ knownApp: '12', appId: '', appSecret: '' })).toEqual({})
})

test('each field says what is wrong with it: too short is not called letters', () => {
  expect(problems({ wabaId: '99', phoneNumberId: '+598 2400', pin: '12' })).toEqual({
    ...{ wabaId: 'id_short', phoneNumberId: 'digits', pin: 'pin' },
  })
  expect(problems({ name: ' ', appId: '', appSecret: 'short', token: 'two words here' })).toEqual({
    ...{ name: 'missing', appId: 'missing', appSecret: 'secret_short', token: 'spaces' },
  })
})

test('what a channel or a way does not ask for is not judged', () => {
  expect(problems({ wabaId: '', phoneNumberId: '', pageId: '104' }, 'messenger')).toEqual({})
  expect(problems({ way: 'code', code: 'code-of-login', token: '' }, 'instagram')).toEqual({
    ...{ loginAppId: 'missing', loginAppSecret: 'missing', redirectUri: 'missing' },
  })
})
