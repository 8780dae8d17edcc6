import type { ArticleAudience, ArticleKind, ArticleStatus } from '@hilo/protocol'
import { articlesEn } from './en-articles.ts'
import { gapsEn } from './en-gaps.ts'

const STATUSES: Record<ArticleStatus, string> = {
  draft: 'Draft',
  published: 'Published',
  changed: 'Published, with changes',
}
const STATUS_HINTS: Record<ArticleStatus, string> = {
  draft: 'It answers nobody yet',
  published: 'It answers as it was written last',
  changed: 'An older version answers until the newest is published',
}
const AUDIENCES: Record<ArticleAudience, string> = { public: 'Public', internal: 'Internal' }
const AUDIENCE_HINTS: Record<ArticleAudience, string> = {
  public: 'Contacts are answered from it.',
  internal: 'Only members find it; contacts are never answered from it.',
}
const KINDS: Record<ArticleKind, string> = { page: 'Article', faq: 'Question' }

/** The English words of the knowledge. */
export const knowledgeEn = {
  ...articlesEn,
  ...gapsEn,
  title: 'Knowledge',
  tabs: {
    articles: 'Articles',
    questions: 'Questions',
    sources: 'Sources',
    gaps: 'Gaps',
    links: 'Links',
    test: 'Test a question',
  },
  error: 'The articles could not be loaded',
  filter: 'Narrow the list',
  search: 'Search',
  status: 'Status',
  anyStatus: 'Any status',
  statuses: STATUSES,
  statusHints: STATUS_HINTS,
  audience: 'For whom',
  anyAudience: 'For anybody',
  audiences: AUDIENCES,
  audienceHints: AUDIENCE_HINTS,
  language: 'Language',
  anyLanguage: 'Any language',
  kind: 'Kind',
  anyKind: 'Articles and questions',
  kinds: KINDS,
  kindsOf: { page: 'Articles', faq: 'Questions' } as Record<ArticleKind, string>,
  write: 'Write an article',
  addQuestions: 'Add questions and answers',
  emptyTitle: 'Nothing is known yet',
  emptyBody:
    'Begin with what contacts ask most: write one article about it, or add a few questions with ' +
    'their answers.',
  noMatchTitle: 'Nothing here',
  noMatchBody: 'No article matches this search.',
  more: 'Show more',
  loadingMore: 'Loading…',
  changed: (when: string) => `changed ${when}`,

  back: 'All articles',
  backToConversation: 'Back to the conversation',
  articleError: 'The article could not be loaded',
  untitled: 'Untitled article',
  views: 'Write or preview',
  writeTab: 'Write',
  preview: 'Preview',
  previewEmpty: 'What you write appears here as contacts will read it.',
  articleTitle: 'Title',
  titleHint: 'As a contact would ask, or what it is about.',
  body: 'Text',
  bodyHint:
    'Markdown: # heading, **bold**, - list, [words](https://address). No HTML. A picture can be pasted or ' +
    'dropped: say between its brackets what is on it.',
  alternates: 'Other questions that it answers',
  /** One of them. */
  alternate: 'Alternate question',
  alternatesNote: 'one on each line',
  alternatesHint: 'The words contacts use for the same thing. They are found as the title is.',
  alternatesCount: (count: number) => (count === 1 ? 'one more wording' : `${count} more wordings`),
  saveDraft: 'Save',
  saved: 'Saved. It answers once it is published.',
  publish: 'Publish',
  publishHint: 'Saves it, and lets it answer from now on',
  published: 'Published. It answers from now on.',
  nothingToSave: 'Nothing was changed',
  answersAlready: 'It answers as it is',
  moreActions: 'More actions',
  unpublish: 'Stop answering from it',
  unpublishTitle: (title: string) => `Stop answering from “${title}”?`,
  unpublishBody: 'Answers do without it from now on. Its text is kept, and may answer again at any time.',
  unpublished: 'It answers no more. Its text is kept.',
  remove: 'Delete',
  removeTitle: (title: string) => `Delete “${title}”?`,
  removeBody:
    'It answers no more and leaves the list. Answers that quoted it can still show what they quoted.',
  deleted: 'The article was deleted.',
  problems: {
    title_missing: 'Give it a title.',
    title_long: 'A title has at most 300 letters.',
    body_missing: 'Write the text: without it, it cannot answer.',
    body_long: 'An article has at most 200,000 letters: part it.',
    alternate_long: 'A question has at most 300 letters.',
    alternates_many: 'At most 100 other questions.',
  },
  kept: 'This is text that you did not save',
  keptDetail: 'It was kept in this browser. Save it, or go back to what is saved.',
  discard: 'Back to what is saved',
  overtaken: (who: string, when: string) => `${who} saved this article ${when}, while you were writing`,
  overtakenDetail: 'Nothing of yours was sent, and nothing is lost. Decide which text goes on.',
  decideFirst: 'Somebody else saved it: decide first which text goes on',
  showChanges: 'Compare',
  hideChanges: 'Hide',
  keepMine: 'Go on with mine',
  keepMineHint: 'Your text becomes the next version; theirs stays in the versions if it was published',
  takeTheirs: 'Take theirs',
  takeTheirsHint: 'Your text is discarded',
  differenceTheirs: (who: string, when: string) => `From the text of ${who} (${when}) to yours`,
  skipped: (count: number) => (count === 1 ? '… one line as before' : `… ${count} lines as before`),
  versions: 'Versions',
  versionsError: 'The versions could not be loaded',
  version: 'Version',
  versionNumber: (number: number) => `Version ${number}`,
  firstPublished: 'Published',
  answersNow: 'Answers now',
  newest: 'Newest',
  changes: 'What changed',
  restore: 'Restore',
  restoreHint: 'Puts its text into the editor; nothing is saved yet',
  restored: (number: number) => `The text of version ${number} is in the editor. Save or publish it.`,
  publishOld: 'Let it answer again',
  publishOldHint: 'This version answers from now on; the newest stays a draft',

  addQuestion: 'Add a question',
  question: 'Question',
  questionPlaceholder: 'When are you open?',
  answer: 'Answer',
  addAndPublish: 'Add and publish',
  fillIn: 'Fill this in.',
  noQuestionsTitle: 'No questions yet',
  noQuestionsBody: 'Add the first one above, or paste many from a spreadsheet.',
  open: 'Open',
  edit: 'Edit',
  paste: 'Paste a list',
  rows: 'Rows',
  rowsHint:
    'Copied from a spreadsheet or a CSV file: question, answer and, if you like, other wordings ' +
    'with | between.',
  rowsPlaceholder: 'When are you open?,From nine to five.',
  publishAtOnce: 'Publish them at once',
  rowsRead: (count: number) =>
    count === 1 ? 'One question with its answer' : `${count} questions with answers`,
  rowsMore: (count: number) => (count === 1 ? 'and one more' : `and ${count} more`),
  rowProblem: (row: number, problem: string) => `Row ${row} is left out: ${problem}`,
  rowProblems: {
    question_missing: 'it has no question.',
    answer_missing: 'it has no answer.',
    too_long: 'it is too long.',
    twice: 'its question stands above already.',
  },
  rowProblemsMore: (count: number) => `and ${count} more rows are left out`,
  rowsMissing: 'Paste rows first',
  addRows: (count: number) => (count === 1 ? 'Add one question' : `Add ${count} questions`),
  rowsAdded: (count: number) => (count === 1 ? 'One question was added.' : `${count} questions were added.`),

  testIntro: 'See what a question finds before a contact asks it. Nothing is sent to anybody.',
  testQuestion: 'Question',
  testPlaceholder: 'How do I return a parcel?',
  testInternal: 'Look into internal articles too, as for a member',
  testMissing: 'Write a question first',
  testing: 'Looking…',
  ask: 'Look it up',
  verdict: 'Would it be answered?',
  enough: 'Enough for an answer',
  notEnough: 'Not enough: a person would be offered',
  leftOpen: 'what no article says is named, and a person offered',
  notEnoughPart: 'Not enough for an answer',
  enoughFor: (count: number, all: number) =>
    count === 0
      ? 'Not enough for any of them: a person would be offered'
      : count === all
        ? 'Enough for an answer to each of them'
        : `Enough for ${count} of ${all} questions`,
  partsHint:
    'Several questions are asked here, and each is looked for by itself. Without a model at most two are ' +
    'answered in one message, and the contact is told what is left open.',
  /** In their place where a model writes, which reads more than the first and finds other words too. */
  byModel: {
    notEnough: 'Not enough by its words: the model reads it, and may find no answer',
    notEnoughPart: 'Not enough by its words',
    enoughFor: (count: number, all: number) =>
      count === 0
        ? 'Not enough by its words for any of them'
        : count === all
          ? 'Enough for an answer to each of them'
          : `Enough for ${count} of ${all} questions`,
    partsHint:
      'Several questions are asked here, and each is looked for by itself. A model writes one answer from ' +
      'what they find; where it declines, what is enough for some is quoted. The contact is told what is ' +
      'left open.',
    quotedFrom: (title: string) => `What says most of it in “${title}”; a model writes the answer`,
    wouldBeQuotedFrom: (title: string) => `The nearest passage, from “${title}”`,
    candidatesHint: 'First what speaks most for an answer, then what covers most of the question.',
    passage: 'The passage; what says most of it is marked',
  },
  nothingFound: 'No article has any of its words.',
  nearest: (title: string, evidence: string) => `“${title}”: ${evidence}`,
  quotedFrom: (title: string) => `Would be quoted from “${title}”`,
  wouldBeQuotedFrom: (title: string) => `The nearest passage, from “${title}”. Contacts are not told it.`,
  writeAnswer: 'Write the answer to this',
  candidates: 'What was found',
  candidatesHint: 'First what would be quoted, then what covers most of the question.',
  littleMore: (count: number) =>
    count === 1 ? 'Show one more that says little' : `Show ${count} more that say little`,
  passage: 'The passage; what would be quoted is marked',
  whyHere: 'How it was found',
  score: 'Score',
  signals: {
    title: 'By title',
    body: 'By text',
    trigram: 'By letters',
    alternate: 'By wordings',
  },
  calibration: 'When it is enough',
  calibrationIntro:
    'How much of a question an article has to cover before AI answers from it. It is measured on your own ' +
    'articles, for each kind apart: a question is taken out of an article, and asked.',
  calibrateNow: 'Calibrate now',
  calibrating: 'Calibrating…',
  calibratedAt: (when: string) => `Calibrated ${when}`,
  neverCalibrated: 'Not calibrated yet: publish an article, and it follows half a minute later.',
  threshold: (share: string) => `from ${share} on`,
  careful: 'Careful',
  carefulHint: 'There are too few texts to calibrate on, so it answers rarely rather than wrongly',
  askedFor: (count: number) =>
    count === 0
      ? 'There was no question to measure with'
      : count === 1
        ? 'Measured with one question'
        : `Measured with ${count} questions`,
  notAsked: 'Not measured yet',
  figuresError: 'The figures could not be loaded',
}
