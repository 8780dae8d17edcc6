import { AskTimeout, type Chat, defineBackend, StepError, z } from '@hilo/sdk'
import { sendLead } from './crm.ts'
import { type Answers, scoreOf, summaryOf } from './score.ts'
import { type Words, wordsFor } from './words.ts'

const PATIENCE = { timeout: '20 hours' }

const config = z.object({
  crmUrl: z.url().describe("The address of the CRM's API."),
  currency: z.string().length(3).default('USD').describe('ISO 4217.'),
  budgetLow: z.number().int().min(1).default(5_000).describe('Below this a budget is low.'),
  budgetHigh: z.number().int().min(1).default(15_000).describe('From this on it is high.'),
  hotFrom: z.number().int().min(0).max(100).default(70).describe('From this score on people take over.'),
})

type Talk = Chat<z.output<typeof config>>

/**
 * Asks four things of who is interested in a new kitchen or bathroom. Who is about to buy is given to people
 * at once, with a summary; everybody else goes to the CRM, also who stopped answering on the way.
 */
export default defineBackend({
  name: 'lead-qualification',
  config,
  secrets: ['CRM_TOKEN'],
  egress: ['*'],
  on: { human: true, cancel: true },
  async run(chat) {
    const words = wordsFor(chat.locale, chat.config)
    const answers: Answers = { need: null, budget: null, start: null, email: null }
    const isComplete = await askAll(chat, words, answers)
    const score = scoreOf(answers)
    if (score >= chat.config.hotFrom) {
      return handOver(chat, words, { reason: 'About to buy.', summary: summaryOf(answers, score) })
    }
    try {
      await chat.step('send to the CRM', ({ idempotencyKey }) =>
        sendLead(crmOf(chat), { contact: chat.contact, answers, score }, idempotencyKey),
      )
    } catch (error) {
      if (!(error instanceof StepError)) throw error
      const summary = `${summaryOf(answers, score)}\nNot in the CRM: ${error.message}`
      return handOver(chat, words, { reason: 'Could not be kept in the CRM.', summary })
    }
    if (!isComplete) return chat.end('abandoned')
    await chat.say(words.thanks)
    return chat.end('cold')
  },
})

/**
 * Asks until the contact says that all is right. False when they stop answering: then `answers` has what they
 * had said until then.
 */
async function askAll(chat: Talk, words: Words, answers: Answers): Promise<boolean> {
  try {
    do {
      answers.need = (await chat.choose(words.need, words.needs, PATIENCE)).is
      answers.budget = (await chat.choose(words.budget, words.budgets, PATIENCE)).is
      answers.start = (await chat.choose(words.start, words.starts, PATIENCE)).is
      answers.email = await chat.ask(words.email, { as: email, retry: words.emailAgain, ...PATIENCE })
    } while ((await chat.choose(words.right(answers), words.rights, PATIENCE)).is === 'wrong')
    return true
  } catch (error) {
    if (error instanceof AskTimeout) return false
    throw error
  }
}

/** The address in the answer, or null for who would rather not give one. */
const email = z.preprocess((text) => {
  const said = String(text)
  if (/^\s*(no|skip|later|luego|prefiero que no)\b/i.test(said)) return null
  return /[^\s<>]+@[^\s<>]+/.exec(said)?.[0]
}, z.email().nullable())

function crmOf(chat: Talk) {
  return { url: chat.config.crmUrl, token: chat.secret('CRM_TOKEN') }
}

async function handOver(
  chat: Talk,
  words: Words,
  { reason, summary }: { reason: string; summary: string },
): Promise<void> {
  await chat.say(words.person)
  await chat.handoff(reason, { summary })
  await chat.say(words.back)
}
