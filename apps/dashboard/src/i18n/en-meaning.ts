import type { MeaningOutcome, MeaningVerdict } from '@hilo/protocol'

const OUTCOMES: Record<MeaningOutcome, string> = {
  used: 'used',
  not_better: 'not used: in a trial with your own articles, words alone found as much',
  too_few: 'not used yet: there are too few articles for a trial',
  not_tried: 'not used yet: the trial with your articles has not ended',
  too_many: 'not used: there are more articles than the server can hold in memory for it',
  failed: 'the provider failed, so only words were compared',
  slow: 'it took too long, so only words were compared',
}
const VERDICTS: Record<MeaningVerdict, string> = {
  used: 'finds more',
  not_better: 'finds no more',
  too_few: 'too few to tell',
}

/** The English words of what is found by its meaning. */
export const meaningEn = {
  title: 'Search by meaning',
  intro:
    'Articles are found by the words of a question. A provider can also compare what they mean, so that a ' +
    'question in other words finds them too.',
  privacy:
    'All published articles, internal ones too, are sent to this provider, and each question before it is ' +
    'answered. Secrets are left out. What it costs is listed under Costs, as Knowledge.',
  provider: 'Who compares meaning',
  nobody: 'None: search by words only',
  option: (name: string, model: string) => `${name}, with ${model}`,
  nobodyCan:
    'No provider that is on has a model for it. Press Change on one, and name its model for search by ' +
    'meaning.',
  sendTitle: (name: string | null) => `Send your articles to ${name ?? 'the included provider'}?`,
  sendBody:
    'As soon as you confirm, the words of all published articles go to this provider: of public ones, and ' +
    'of internal ones, which only members read.',
  send: 'Send them',
  estimating: 'Counting what would be sent…',
  estimateFailed: 'What would be sent could not be counted',
  sentTo: 'To',
  sentModel: 'Model',
  sentWhat: 'What is sent',
  articlesIn: (count: number, articles: string, chunks: string) =>
    `${articles} ${count === 1 ? 'article' : 'articles'}, in ${chunks} ${chunks === '1' ? 'part' : 'parts'}`,
  sentPublic: 'Public',
  sentInternal: 'Internal',
  sentTokens: 'Tokens',
  sentCost: 'Cost',
  about: (value: string) => `about ${value}`,
  costUnknown: 'unknown: nobody has said what this model costs.',
  setPrices: 'Say it under Your prices',
  sentLater:
    'That is for sending all of them once. Then a trial sends some of it again, and from then on every ' +
    'question of a contact and every change of an article goes there too.',
  saving: 'Saving…',
  error: 'It could not be loaded',
  nothing: 'Waiting for articles: none is published yet.',
  placing: (placed: string, chunks: string) =>
    `Preparing your articles: ${placed} of ${chunks} parts are done.`,
  trying: 'Your articles are ready. A trial now shows whether meaning finds more than words alone…',
  used: 'In use: in a trial with your own articles it found or answered more than words alone.',
  notBetter:
    'Ready, but not in use: in a trial with your own articles, words alone did as well. There is nothing ' +
    'to do; the trial is repeated when articles change.',
  tooFew: (needed: number, counted: string) =>
    `Ready, but not in use yet: a trial takes ${needed} questions of a kind, and your articles give fewer ` +
    `(${counted}). Publish more articles, or add other wordings to them, and the trial is repeated.`,
  demo: 'The demo’s provider knows words and a few that mean the same: a real one knows them all.',
  refused: (count: number) =>
    count === 1 ? 'The provider refused one part.' : `The provider refused ${count} parts.`,
  problem: (reason: string) => `It is interrupted, and goes on by itself: ${reason}`,
  trial: (when: string) => `The trial, ${when}`,
  trialHint: 'Questions were taken out of your articles and then asked: by words alone → with meaning.',
  kind: 'Kind',
  asked: 'Questions',
  first: 'Found first',
  five: 'In the first five',
  verdict: 'Meaning',
  verdicts: VERDICTS,
  evidenceHint:
    'Whether it may count as proof of an answer, too: questions whose answer is there, and questions whose ' +
    'answer was taken away, by words alone → with meaning.',
  right: 'Answered rightly',
  wrong: 'Answered wrongly',
  gone: 'Taken away, yet answered',
  asEvidence: 'As proof',
  countsAs: (share: string, threshold: string) => `${share}, from ${threshold} on`,
  countsNot: 'does not count',
  evidence: ({ words, near, both, threshold }: Record<'words' | 'near' | 'both' | 'threshold', string>) =>
    `its words cover ${words} of the question, nearness in meaning is ${near}: together ${both}; ` +
    `${threshold} is needed`,
  threshold: (threshold: string, share: string) =>
    `With meaning from ${threshold} on, of which ${share} is nearness`,
  signal: 'By meaning',
  shortSignal: 'meaning',
  fact: 'By meaning',
  outcomes: OUTCOMES,
}
