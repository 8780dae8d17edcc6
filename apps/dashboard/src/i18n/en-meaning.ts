import type { MeaningOutcome } from '@hilo/protocol'

const OUTCOMES: Record<MeaningOutcome, string> = {
  used: 'what is near in meaning was looked at too',
  not_better: 'not used: your own questions find as much by words alone',
  not_tried: 'not used yet: it has not been tried on your articles',
  too_many: 'not used: there are more articles than the server holds in memory for it',
  failed: 'the provider failed, so it went on by words alone',
  slow: 'it took too long, so it went on by words alone',
}

/** The English words of what is found by its meaning. */
export const meaningEn = {
  title: 'Search by meaning',
  intro:
    'Articles are found by their words. A provider can place them by what they mean, so that a question ' +
    'in other words finds them too.',
  privacy:
    'All published articles, internal ones too, go to the provider that you choose, and each question ' +
    'before it is answered. Secrets are left out, and what it costs is in the ledger under Knowledge.',
  provider: 'Who places articles and questions',
  nobody: 'Nobody: search by words alone',
  option: (name: string, model: string) => `${name}, with ${model}`,
  nobodyCan: 'No provider that is on has an embedding model. Change one, and name its model.',
  saving: 'Saving…',
  error: 'It could not be loaded',
  nothing: 'No article is published yet that could be placed.',
  placed: (placed: string, chunks: string) => `${placed} of ${chunks} pieces are placed.`,
  refused: (count: number) =>
    count === 1 ? 'The provider refused one of them.' : `The provider refused ${count} of them.`,
  problem: (reason: string) => `It does not go on, and is tried again by itself: ${reason}`,
  trying: 'It is being tried on your own questions…',
  triedAt: (when: string) => `Tried ${when} with questions that your articles were made to forget:`,
  kind: 'Kind of article',
  asked: 'Questions',
  first: 'Found first',
  five: 'In the first five',
  verdict: 'Used',
  without: (words: string, both: string) => `${words} by words, ${both} with meaning`,
  used: 'yes',
  notUsed: 'no: it finds no more',
  tooFew: 'no: too few questions to tell',
  signal: 'By meaning',
  shortSignal: 'meaning',
  fact: 'By meaning',
  outcomes: OUTCOMES,
}
