import type { Content } from '@hilo/protocol'
import type { ChannelEvent } from '../../channel.ts'
import { detailOf, recordOf, textOf } from '../json.ts'
import { other } from '../other.ts'
import { eventIdOf } from './external-id.ts'
import { isFromAd, referralOf, WINDOW_HOURS } from './messages.ts'
import { said } from './said.ts'
import type { Item } from './scope.ts'

/**
 * What a contact does without saying something: comes by a link, allows messages, links an account, answers a
 * survey, pays. It stands in the conversation, because what follows is often about it.
 */

/** By a link into the thread, which allows replies; an advertisement does so only with a first message. */
export function readReferral(item: Item): ChannelEvent[] {
  const referral = referralOf(item.item.referral)
  if (!referral) return [other(item.account, 'referral:unreadable')]
  const ref = textOf(referral.ref)
  const text = ref === undefined ? 'Came by a link.' : `Came by a link: ${ref}`
  return [
    said(item, {
      kind: 'referral',
      externalId: idOfAct(item, 'referral', ref),
      content: { type: 'system', event: 'referral', text },
      windowHours: isFromAd(referral) ? 0 : WINDOW_HOURS,
      context: { externalId: null, forwarded: false, referral, story: null },
    }),
  ]
}

/**
 * Allows messages: from a plugin on a web site, which opens the window, or about a topic, by a token that
 * sends one message at a time.
 */
export function readOptIn(item: Item): ChannelEvent[] {
  const optIn = referralOf(item.item.optin)
  if (!optIn) return [other(item.account, 'optin:unreadable')]
  const topic = textOf(optIn.title) ?? textOf(optIn.payload) ?? textOf(optIn.ref)
  const isStopped = optIn.notification_messages_status === 'STOP_NOTIFICATIONS'
  const verb = isStopped ? 'Wants no more messages' : 'Allows messages'
  return [
    said(item, {
      kind: 'optin',
      externalId: idOfAct(item, 'optin', topic),
      content: {
        type: 'system',
        event: isStopped ? 'optout' : 'optin',
        text: topic === undefined ? `${verb}.` : `${verb}: ${topic}`,
      },
      windowHours: optIn.type === undefined ? WINDOW_HOURS : 0,
      context: { externalId: null, forwarded: false, referral: optIn, story: null },
    }),
  ]
}

/** The code that comes with it is for the login page alone, and is not kept. */
export function readAccountLinking(item: Item): ChannelEvent[] {
  const status = textOf(recordOf(item.item.account_linking)?.status)
  if (status === undefined) return [other(item.account, 'account_linking:unreadable')]
  const text = status === 'unlinked' ? 'Unlinked an account.' : 'Linked an account.'
  return [
    said(item, {
      kind: 'account_linking',
      externalId: idOfAct(item, 'account_linking', status),
      content: { type: 'system', event: 'account_linking', text },
      windowHours: 0,
    }),
  ]
}

/**
 * What is a form in all but name: the answers of a survey, a payment, the score of a game. Whether it opens
 * the window is documented nowhere, so it is taken not to.
 */
export function readForm(key: string): (item: Item) => ChannelEvent[] {
  return (item) => {
    const form = recordOf(item.item[key])
    if (!form) return [other(item.account, `${key}:unreadable`)]
    const content: Content = { type: 'form_reply', name: key, data: detailOf(form) }
    return [said(item, { kind: key, externalId: idOfAct(item, key), content, windowHours: 0 })]
  }
}

function idOfAct(item: Item, kind: string, detail?: string): string {
  return eventIdOf(kind, item.contact[0]?.value, textOf(item.item.timestamp), detail)
}
