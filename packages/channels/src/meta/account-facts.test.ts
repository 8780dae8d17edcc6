import { expect, test } from 'vitest'
import { messenger } from '../messenger/messenger.ts'
import { whatsapp } from '../whatsapp/whatsapp.ts'
import { accountFacts } from './account-facts.ts'

function factsIn(field: string, value: unknown): [string, string][] {
  const body = { object: 'whatsapp_business_account', entry: [{ id: '1', changes: [{ field, value }] }] }
  return whatsapp
    .parse(body)
    .flatMap((event) => (event.type === 'account' ? accountFacts(event) : []))
    .map((fact) => [fact.name, fact.value])
}

test.each<[string, Record<string, unknown>, [string, string][]]>([
  [
    'a flag',
    { phone_number_quality_update: { event: 'FLAGGED', current_limit: 'TIER_1K' } },
    [
      ['quality', 'flagged'],
      ['messaging_limit', '1k'],
    ],
  ],
  ['the end of a flag', { phone_number_quality_update: { event: 'UNFLAGGED' } }, [['quality', 'unflagged']]],
  [
    'a higher limit',
    { phone_number_quality_update: { event: 'UPGRADE', max_daily_conversations_per_business: 2000 } },
    [['messaging_limit', '2000']],
  ],
  [
    'no limit',
    { business_capability_update: { max_daily_conversation_per_phone: -1 } },
    [['messaging_limit', 'unlimited']],
  ],
  ['a restriction', { account_update: { event: 'ACCOUNT_RESTRICTION' } }, [['account', 'restricted']]],
  [
    'a ban',
    { account_update: { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'DISABLE' } } },
    [['account', 'banned']],
  ],
  [
    'the end of a ban',
    { account_update: { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: ['REINSTATE'] } } },
    [['account', 'ok']],
  ],
  ['a partner who left', { account_update: { event: 'PARTNER_REMOVED' } }, [['access', 'lost']]],
  ['a review', { account_review_update: { decision: 'REJECTED' } }, [['review', 'rejected']]],
  ['an alert', { account_alerts: { alert_info: { alert_severity: 'WARNING' } } }, [['alert', 'warning']]],
  ['what says nothing lasting', { account_update: { event: 'MM_LITE_TERMS_SIGNED' } }, []],
  ['another field', { security: { event: 'PIN_CHANGED' } }, []],
  ['what is no text', { account_update: { event: { a: 1 }, ban_info: [] } }, []],
  ['a name of every object', { account_update: { event: 'constructor' } }, []],
])('%s', (_, change, facts) => {
  const [[field, value] = ['', null]] = Object.entries(change)
  expect(factsIn(field, value)).toEqual(facts)
})

test('a page that may not send is restricted', () => {
  const item = {
    recipient: { id: '1' },
    timestamp: 1,
    policy_enforcement: { action: 'block', reason: 'spam' },
  }
  const [event] = messenger.parse({ object: 'page', entry: [{ id: '1', time: 1, messaging: [item] }] })

  expect(event?.type === 'account' && accountFacts(event)).toMatchObject([
    { name: 'account', value: 'restricted' },
  ])
})
