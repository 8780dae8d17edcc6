/**
 * Words that mean the same at any question: declared once for a backend, matched at every wait, before the
 * message is looked at as an answer. What matched is recorded, so patterns may change while a run goes on.
 */
import type { Content, InboxMessage } from '@hilo/protocol'
import { answerTextOf } from '@hilo/protocol/content'
import type { Chat } from './chat.ts'
import { plain } from './match-choice.ts'
import { sayingOf } from './saying.ts'
import { wordingOf } from './wording.ts'

/**
 * Words, or an expression. Words are the whole message, apart from case, accents, punctuation and politeness;
 * an expression is looked for in the text as it was written.
 */
export type Pattern = string | RegExp

/** What an interrupt is and does. `human` and `cancel` have both by themselves, in English, Spanish and Portuguese. */
export type Interrupt<Config = unknown, State = unknown> = {
  readonly match?: readonly Pattern[]
  /**
   * Everything `chat` can do, to end the run or to return: then the question is put again. `heard` is the
   * contact's text. Messages that come while it waits are no interrupts.
   */
  readonly act?: (chat: Chat<Config, State>, heard: string) => unknown
}

/** Interrupts by their names. `true` stands for a built-in as it is. */
export type Interrupts<Config = unknown, State = unknown> = {
  readonly [name: string]: true | Interrupt<Config, State>
}

type Known = { readonly match: readonly Pattern[]; readonly act: (chat: Chat) => unknown }

const HUMAN: readonly Pattern[] = [
  // Not 'a person' alone: that is how many people want a table.
  ...['human', 'a human', 'agent', 'an agent', 'representative', 'operator', 'talk to someone'],
  /\b(talk|speak|chat) (to|with) (an? |some |the )?(real )?(human|person|people|agent|someone|somebody|representative|operator)\b/i,
  ...[
    'humano',
    'un humano',
    'agente',
    'un agente',
    'asesor',
    'un asesor',
    'asesora',
    'operador',
    'operadora',
  ],
  /\b(hablar|charlar|comunicarme|conversar) con (una? |el |la )?(persona|humano|alguien|agente|asesora?|operadora?)\b/i,
  ...['um humano', 'um agente', 'atendente', 'um atendente', 'falar com atendente'],
  /\b(falar|conversar) com (uma? |o |a )?(pessoa|humano|algu[eé]m|agente|atendente|operadora?)\b/i,
]

const CANCEL: readonly Pattern[] = [
  ...['cancel', 'cancel it', 'cancel that', 'cancel everything', 'i want to cancel'],
  ...['cancelar', 'cancela', 'cancelalo', 'cancelar todo', 'quiero cancelar', 'anular'],
  ...['cancele', 'cancelar tudo', 'quero cancelar'],
]

const BUILT_IN: ReadonlyMap<string, Known> = new Map([
  ['human', { match: HUMAN, act: callPeople }],
  ['cancel', { match: CANCEL, act: cancelAll }],
])

/** @throws Error in words when the declaration is wrong. */
export function requireInterrupts(interrupts: Interrupts<never, never>): void {
  for (const [name, declared] of Object.entries(interrupts)) {
    const own = declared === true ? {} : declared
    const { match, act } = { ...BUILT_IN.get(name), ...own }
    if (name.length > 60 || !Array.isArray(match) || match.length === 0 || typeof act !== 'function') {
      throw new Error(`The interrupt '${name}' needs match, a list of words or expressions, and act.`)
    }
  }
}

/** The name of the interrupt that a message is: the first that matches. */
export function matchInterrupt(
  interrupts: Interrupts<never, never>,
  message: InboxMessage,
): string | undefined {
  const content = sayingOf(message)
  const text = isPress(content) ? '' : answerTextOf(content).trim()
  if (text === '') return undefined
  const words = bare(text)
  return Object.entries(interrupts).find(([name, declared]) => {
    const match = (declared === true ? undefined : declared.match) ?? BUILT_IN.get(name)?.match ?? []
    return match.some((pattern) =>
      typeof pattern === 'string' ? bare(pattern) === words : text.search(pattern) >= 0,
    )
  })?.[0]
}

/** What the backend does about an interrupt; undefined when it has none of this name. */
export function actOf<Config, State>(
  interrupts: Interrupts<Config, State>,
  name: string,
): Interrupt<Config, State>['act'] {
  const declared = Object.hasOwn(interrupts, name) ? interrupts[name] : undefined
  if (declared === undefined) return undefined
  return (declared === true ? undefined : declared.act) ?? BUILT_IN.get(name)?.act
}

async function callPeople(chat: Chat): Promise<void> {
  await chat.say(wordingOf(chat.locale).human)
  await chat.handoff('The contact asked for a person.')
}

function cancelAll(chat: Chat): Promise<never> {
  return chat.cancel('The contact cancelled.', { say: wordingOf(chat.locale).cancelled })
}

/** A button says which question it belongs to; a template's has the words alone. */
function isPress(content: Content): boolean {
  return content.type === 'reply' && content.source !== 'template'
}

const POLITE =
  /^(hi|hello|please|pls|hola|por favor|porfa|ola|oi)\b|\b(please|pls|por favor|porfa|gracias|thanks|thank you|obrigado|obrigada)$/

/** The words of a text without case, accents, punctuation and politeness. */
function bare(text: string): string {
  const words = plain(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
  return words.replace(POLITE, '').replace(POLITE, '').trim() || words
}
