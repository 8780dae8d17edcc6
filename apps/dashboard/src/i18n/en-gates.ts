import type { GateLack } from '@hilo/protocol'

const LACKS: Record<GateLack, string> = {
  evaluation: 'Not tried in these words yet.',
  share: 'Too few of its cases pass. See what fails, and change the article or the case.',
  articles: 'Other articles were published since it was tried: try it again.',
  instructions: 'The instructions have changed since it was tried: try it again.',
}

/** The English words of what is asked before an article answers. */
export const gatesEn = {
  title: 'Before it is published',
  intro:
    'This version answers contacts once enough cases of these test sets pass with it. Trying it plays the ' +
    'cases as if it were published; contacts go on being answered without it.',
  asks: (share: number) => `${share} % of its cases have to pass.`,
  lacks: LACKS,
  passed: 'Passed: nothing of this set keeps it from being published.',
  underWay: 'It is being tried with this version.',
  tryIt: 'Try this version',
  trySet: (name: string) => `Try this version with ${name}`,
  tryAgain: 'Try again',
  result: 'See the result',
  resultOf: (name: string) => `See the result of ${name}`,
  first: 'Test sets have to pass first: see below',
  saveFirst: 'Save it first: what is saved is tried',
  quoted: (name: string) => `“${name}”`,
  asked: (names: string) =>
    `What is new here answers only after it was tried with ${names}. It is saved as a draft, which you try ` +
    'on the page of the article.',
  askedMany: (names: string) =>
    `New answers are tried with ${names} first: they are saved as drafts, each to be tried on its page.`,
  saveAndTry: 'Save and try it',
  addAndTry: 'Add and try it',
  takenOut: (names: string) =>
    `Nothing is asked before. ${names} will be evaluated in a moment, and members are told if answers get worse.`,
  ofArticle: (title: string, version: number) => `the article “${title}” as if version ${version} answered`,
}
