import type { GateLack } from '@hilo/protocol'

const LACKS: Record<GateLack, string> = {
  evaluation: 'Not tried in these words yet.',
  share: 'Too few of its cases pass. See what fails, and change the article or the case.',
  articles: 'Other articles were published since it was tried: try it again.',
  instructions: 'The instructions have changed since it was tried: try it again.',
  models: 'It was tried with other models than those that answer now: try it again.',
  meaning: 'The search by meaning is another since it was tried: try it again.',
  tools: 'The tools that AI may use have changed since it was tried: try it again.',
}

function listOf(names: readonly string[]): string {
  return new Intl.ListFormat('en').format(names.map((name) => `“${name}”`))
}

/** The English words of what is asked before an article answers. */
export const gatesEn = {
  title: 'Before it is published',
  intro:
    'This version answers contacts once enough cases of these test sets pass with it. Trying it plays the ' +
    'cases as if it were published; contacts go on being answered without it.',
  asks: (share: number) => `${share} % of its cases have to pass.`,
  lacks: LACKS,
  one: {
    passed: 'Passed: nothing of this set keeps it from being published.',
    tried: 'Tried in these words, beside what answers now.',
    underWay: 'It is being tried with this version.',
    tryIt: 'Try this version',
    trySet: (name: string) => `Try this version with ${name}`,
  },
  many: {
    passed: 'Passed: nothing of this set keeps them from being published together.',
    tried: 'Tried together in these words, beside what answers now.',
    underWay: 'They are being tried together.',
    tryIt: 'Try them together',
    trySet: (name: string) => `Try them together with ${name}`,
  },
  withOthers: 'Try it together with other drafts',
  together: {
    title: 'Try drafts together',
    before: 'Before they are published',
    intro:
      'What is written for contacts and not published yet. Choose what belongs together: each test set is ' +
      'played once as if all of it were published, and all of it is published at once, or none of it.',
    none: 'Nothing new waits to be published.',
    drafts: 'Drafts',
    chosen: (count: number, all: number) => `Drafts: ${count} of ${all} chosen`,
    all: 'All',
    noneOfThem: 'None',
    atMost: (count: number) => `At most ${count} at once: publish these first, or untick one of them.`,
    more: (count: number) => `These are the first ${count}: the others are shown once some are published.`,
    ofSource: (name: string, count: number, atOnce: number) =>
      `Only what was taken from ${name}: ${count === 1 ? 'one draft' : `${count} drafts`}.` +
      (count > atOnce
        ? ` They go ${atOnce} at a time here; on the page of the source you publish all of them at once.`
        : ''),
    toSource: 'To the source',
    ofAll: 'Drafts of everything',
    overtaken: 'Changed meanwhile: look again',
    difference: 'What changes',
    sincePublished: 'Against what answers now:',
    allNew: 'Nothing of it answers yet, so all of it is new:',
    others: 'Test sets that do not have to pass',
    othersOnly: 'No test set has to pass first. You can see how AI would answer with them all the same:',
    othersToo: 'These do not have to pass. You can try them on these as well:',
    noSets: 'They cannot be tried yet: no test set has a case that could be played.',
    makeSet: 'Make a test set',
    unproven: {
      untried: (count: number): string =>
        count === 1 ? 'It was not tried as it is now.' : 'They were not tried as they are now.',
      failing: (count: number): string =>
        count === 1
          ? 'It was tried, and not all of the cases passed.'
          : 'They were tried, and not all of the cases passed.',
    },
    results: {
      untried: 'not tried',
      outdated: 'not tried as it is now',
      under_way: 'being tried',
    },
    publishTitle: (count: number) => (count === 1 ? 'Publish one article?' : `Publish ${count} articles?`),
    publishBody: (count: number, languages: string, many: boolean) =>
      `${count === 1 ? 'One article goes live' : `${count} articles go live`} for contacts. ` +
      `${many ? 'Languages' : 'Language'}: ${languages}.`,
    chooseFirst: 'Choose a draft first',
    asking: 'Checking what they have to pass…',
    publish: (count: number) =>
      count === 0 ? 'Publish' : count === 1 ? 'Publish it' : `Publish all ${count}`,
    publishHint: 'All of them answer from now on, or none does',
    published: (count: number) =>
      count === 1 ? 'Published. It answers from now on.' : `${count} articles answer from now on.`,
  },
  ofArticles: (count: number) => `${count} drafts together as if they answered`,
  ofSource: (name: string, count: number, shown: string) =>
    count === 1
      ? `The draft of ${name}, as if it answered`
      : `All ${shown} drafts of ${name}, as if they answered`,
  tryAgain: 'Try again',
  result: 'See the result',
  toDrafts: 'Back to the drafts',
  resultOf: (name: string) => `See the result of ${name}`,
  first: (names: readonly string[]) =>
    `${listOf(names)} ${names.length === 1 ? 'has' : 'have'} to pass first`,
  openSet: 'Open the test set',
  savedToTry: (names: string) => `Saved as a draft: it has to pass ${names} first.`,
  saveFirst: 'Save it first: what is saved is tried',
  quoted: (name: string) => `“${name}”`,
  asked: (names: string) =>
    `What is new here answers only after it was tried with ${names}. It is saved as a draft, which you try ` +
    'on the page of the article.',
  askedMany: (names: string) =>
    `New answers are tried with ${names} first: they are saved as drafts, each to be tried on its page.`,
  saveAndTry: 'Save and try it',
  addAndTry: 'Add and try it',
  takenOut: (names: string, _count: number) =>
    `No test has to pass first. ${names} will be evaluated in a moment, and members are told if answers ` +
    'get worse.',
  ofArticle: (title: string, version: number) => `the article “${title}” as if version ${version} answered`,
}
