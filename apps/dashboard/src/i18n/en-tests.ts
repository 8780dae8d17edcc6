import type {
  AnswerAction,
  Difference,
  EvaluationStatus,
  HandoffReason,
  PlayedCall,
  Shortfall,
} from '@hilo/protocol'
import { testGoalEn } from './en-test-goal.ts'

const STATUSES: Record<EvaluationStatus, string> = {
  waiting: 'Waiting',
  running: 'Running',
  done: 'Done',
  cancelled: 'Cancelled',
  stopped: 'Stopped',
}
const DIFFERENCES: Record<Difference, string> = {
  newly_failing: 'Newly failing',
  newly_passing: 'Newly passing',
  failing: 'Failing',
  passing: 'Passing',
  added: 'Passing, new',
  pending: 'Not played yet',
  not_played: 'Not played',
}
const ACTIONS: Record<AnswerAction, string> = {
  answer: 'Answers',
  clarify: 'Asks back or greets',
  suggest: 'Offers a person',
  handoff: 'Hands over to people',
}
const REASONS: Record<HandoffReason, string> = {
  user_asked: 'A person was asked for',
  no_evidence: 'Too little was found',
  model_declined: 'The model saw no answer in what was found',
  low_confidence: 'Not sure enough',
  verify_failed: 'The draft could not be verified',
  repeated_question: 'The same was asked again',
  negative_feedback: 'The contact was unhappy',
  upset: 'The contact is angry',
  policy_topic: 'A topic for people',
  off_topic: 'Outside the topics',
  needs_person: 'Only a person can do it',
  tool_failed: 'A tool failed',
  tool_waits: 'A tool waits for people',
  unproved: 'Who writes could not be made sure',
  budget: 'No budget left',
  provider_error: 'The provider failed',
  internal_error: 'Something failed in Hilo',
  not_sent: 'Not taken by the platform',
  injection: 'Written to mislead the AI',
  unreadable: 'Could not be read',
  other_hours: 'Outside AI’s hours',
}
/** What an answer lacked. */
const shortfall = ({ code, wanted, came }: Shortfall): string => {
  const named = (value: string) => ACTIONS[value as AnswerAction] ?? REASONS[value as HandoffReason] ?? value
  const list = (values: string) => values.split(', ').map(named).join(' / ')
  const words: Record<Shortfall['code'], string> = {
    action: `It should be “${list(wanted)}”, and was “${named(came)}”.`,
    reason: `The reason should be “${list(wanted)}”, and was “${came ? named(came) : 'none'}”.`,
    missing: `It does not say “${wanted}”.`,
    forbidden: `It says “${wanted}”, which it must not.`,
    not_cited: `It does not cite “${wanted}”${came ? `, but “${came}”` : ''}.`,
    not_called: `It does not call “${wanted}”${came ? `, but “${came}”` : ' nor any other tool'}.`,
    unreadable: `The pattern “${wanted}” took too long, or cannot be read.`,
    held: `People had the conversation already when this was said: “${wanted}”.`,
    silent: 'Nothing of the case was said.',
    called: `It calls a tool that it must not: “${came}”.`,
    not_content: `The contact was not content${came ? `, and wrote at last: “${came}”` : ''}.`,
    not_met: `It does not hold that “${wanted.replace(/\.$/, '')}”${came ? `: ${came}` : '.'}`,
  }
  return words[code]
}

const CALL_OUTCOMES: Record<PlayedCall['outcome'], string> = {
  done: 'done',
  refused: 'refused',
  failed: 'failed',
  asks: 'the contact is asked first',
  waits: 'a member has to approve it',
}
const called = ({ tool, input, outcome, result }: PlayedCall): string => {
  const fields = Object.entries(input).map(([field, value]) => `${field} = ${value}`)
  const shown = outcome === 'asks' || outcome === 'waits' || result === '' ? '' : `: ${result}`
  return `Tool ${tool} (${fields.join('; ')}): ${CALL_OUTCOMES[outcome]}${shown}`
}

/** How many cases passed every time, and how many single plays did. */
export type PassAll = { plays: number; passed: number; cases: number; good: number; played: number }

/** The English words of test sets and evaluations. */
export const testsEn = {
  goal: testGoalEn,
  title: 'AI tests',
  create: 'New test set',
  error: 'The test sets could not be loaded',
  emptyTitle: 'No test sets yet',
  emptyBody:
    'A test set is a list of questions with what is expected of the answers. Try it after every ' +
    'change, before a contact finds the mistake.',
  back: 'All test sets',
  cases: (count: number) => (count === 1 ? 'One case' : `${count} cases`),
  never: 'Never evaluated',
  passed: (passed: number, cases: number) =>
    `${passed} of ${cases} ${passed === 1 || cases === 1 ? 'passes' : 'pass'}`,
  progress: (played: number, all: number) => `${played} of ${all} played`,
  statuses: STATUSES,
  differences: DIFFERENCES,
  actions: ACTIONS,
  reasons: REASONS,
  shortfall,
  setNameExample: 'Deliveries and returns',
  setNameHint: 'Say what it tries, so that it is found again. Its settings and cases come next.',
  setForCaseHint:
    'Say what the set is about. Your case opens in it next: you say what is expected, and save it.',
  nameMissing: 'Give it a name',
  begin: 'Create',
  beginWithCase: 'Create, and write the case',
  makeCase: 'Make a test case',
  makeCaseHint:
    'A test case says how AI should answer this, so that you can try it again after every change. ' +
    'You decide what is expected before it is saved.',
  loadingSets: 'The test sets are being loaded',
  intoSet: 'In the test set',
  writeCase: 'Write the case',
  newCaseError: 'The case could not be prepared',
  aboutCase: 'About the case',
  caseNameHint: 'Empty: the first words of the contact.',
  settings: 'Settings',
  name: 'Name',
  plays: 'Plays of each case',
  playsHint: 'A case passes when all of its plays do.',
  afterPublish: 'Evaluate after each publish',
  afterPublishHint:
    'Of instructions or articles, and after a change of models or tools, once no more follows for a while.',
  gate: 'Gate of instructions: percent of the cases that must pass',
  gateHint: 'New instructions can be published only once they passed here. Empty: no gate.',
  articleGate: 'Gate of articles: percent of the cases that must pass',
  articleGateHint:
    'What is written of an article can be published only once it passed here. Imports publish by ' +
    'themselves, unless their source keeps drafts. Empty: no gate.',
  save: 'Save',
  saved: 'Saved',
  remove: 'Delete the set',
  removeTitle: (name: string) => `Delete ${name} and its cases?`,
  removeBody: 'What came of its evaluations stays.',
  evaluate: 'Evaluate',
  tried: 'What is tried',
  published: 'What is published',
  draftOrg: 'The draft of the organisation’s instructions',
  draftInbox: (name: string) => `The draft of ${name}`,
  estimate: (answers: number) => (answers === 1 ? 'About one answer' : `About ${answers} answers`),
  calls: (calls: number, most = calls) => {
    if (most > calls) return `${calls} to ${most} calls of models`
    return calls === 1 ? 'one call of a model' : `${calls} calls of models`
  },
  costs: (amount: string) => `about ${amount}`,
  costUnknown: 'cost not known',
  noCases: 'Write a case first',
  underWay: 'This set is being evaluated',
  casesTitle: 'Cases',
  addCase: 'New case',
  change: 'Change',
  removeCase: 'Delete',
  takeFile: 'Import CSV or JSON',
  taking: 'Reading the file…',
  wrongFile: 'Nothing was taken from the file. Mend these places, and import it again:',
  saveJson: 'Export JSON',
  saveCsv: 'Export CSV',
  taken: (count: number) => (count === 1 ? 'The set has one case now' : `The set has ${count} cases now`),
  language: 'Language',
  languageHint: 'Such as en or es. Empty: not known before the first message.',
  inbox: 'Inbox whose instructions are tried',
  noInbox: 'Every inbox: those of the organisation',
  turn: (at: number) => `Turn ${at}`,
  addTurn: 'Add a turn',
  removeTurn: (at: number) => `Delete turn ${at}`,
  says: 'The contact says',
  saysHint: 'One message, of one line or several.',
  saysMissing: 'Write what the contact says.',
  saysNext: (nth: number) => `And right after it, message ${nth}`,
  saysElse: (nth: number) => `Or they say, way ${nth}`,
  saysElseHint: 'Each play takes the next way.',
  addMessage: 'Add a message right after it',
  addWay: 'Add another way of saying it',
  removeMessage: (label: string) => `Take out: ${label}`,
  onlyAfter: (what: string) => `Only said when: ${what}`,
  always: 'Always said: add a condition',
  onlyActions: 'Only when the answer before was one of these',
  onlySays: 'And only when it said all of this',
  expects: 'The answer',
  anything: 'Anything',
  reason: 'For this reason',
  anyReason: 'Any reason',
  mustSay: 'Must say',
  mustNotSay: 'Must not say',
  pointsHint: 'One a line: words, or a pattern such as /30 (days|nights)/.',
  cites: 'Must cite',
  findArticle: 'Find an article',
  findingArticles: 'Looking…',
  noArticleFound: 'No published article is called so.',
  byTitle: 'by its title, from a file',
  deletedArticle: 'a deleted article',
  deletedHint: 'This article was deleted, so no answer can cite it: untick it, or pick another one.',
  mustCall: 'Must call',
  mustCallHint: 'A tool a line, with what it is given: cancel: order = A-7; reason = /late/.',
  standIns: 'What tools answer',
  standInsHint:
    'Without an answer AI has no tools in this case. With one it is offered all of them: none is really ' +
    'called, and one without an answer here fails. The second call of a tool takes its second answer.',
  addStandIn: 'Add an answer',
  removeStandIn: (tool: string) => `Delete this answer of ${tool}`,
  tool: 'Tool',
  toolOutcome: 'What it does',
  toolOutcomes: { done: 'Does it', refused: 'Refuses', failed: 'Fails' },
  toolGives: 'It gives',
  toolGivesHint: 'As the service would: text or JSON.',
  toolReason: 'Why',
  called,
  cancel: 'Cancel',
  evaluations: 'Evaluations',
  noEvaluations: 'None yet',
  causePublish: 'after a publish or a change',
  by: (name: string) => `by ${name}`,
  spent: (calls: number, tokens: string) =>
    `${calls === 1 ? 'One call' : `${calls} calls`} of models, ${tokens} tokens`,
  asOf: (when: string, what: string) => `As of ${when}: ${what}.`,
  articles: (count: number) => (count === 1 ? 'one published article' : `${count} published articles`),
  articlesAndTried: (count: number) =>
    count === 1 ? 'the draft alone' : `${count} articles, drafts included`,
  instructions: (version: number | null) =>
    version === null ? 'no instructions' : `version ${version} of the instructions`,
  instructionsBefore: (version: number | null) =>
    version === null ? 'without instructions then;' : `with version ${version} of the instructions then;`,
  knowledgeMark: (mark: string) => `The same for the same articles in the same versions: ${mark}`,
  sameArticles: 'the same articles.',
  sameBesideTried: 'the same articles, apart from the drafts.',
  changes: {
    added: (title: string) => `New: ${title}`,
    changed: (title: string) => `Changed: ${title}`,
    gone: (title: string) => `Gone: ${title}`,
  },
  setupBefore: {
    models: 'Other models than then.',
    meaning: 'Another search by meaning than then.',
    tools: 'Other tools than then.',
  },
  setupNow: {
    models: 'Other models answer now: evaluate it again to know how they do.',
    meaning: 'The search by meaning is another now: evaluate it again to know what that changes.',
    tools: 'AI may use other tools now: evaluate it again to know what that changes.',
  },
  moreChanges: (count: number) => (count === 1 ? 'and one more' : `and ${count} more`),
  ofDraft: 'a draft',
  stoppedBecause: (reason: string) => `It stopped: ${reason}`,
  cancelRun: 'Cancel the evaluation',
  passAll: ({ plays, passed, cases, good, played }: PassAll) =>
    `Each case was played ${plays} times and passes when every play does: ` +
    `${passed} of ${cases} ${cases === 1 ? 'case' : 'cases'} (pass^${plays}), ${good} of ${played} plays.`,
  caseRemoved: (name: string) => `${name} was deleted`,
  comparedWith: (when: string) => `Compared with the evaluation of ${when}:`,
  notCompared: 'There is no earlier evaluation to compare with.',
  evaluationOf: (set: string) => `Evaluation of ${set}`,
  backToSet: (set: string) => `Back to ${set}`,
  results: 'Results',
  showResults: 'Show',
  resultFilters: {
    all: (count: number) => `All (${count})`,
    newly_failing: (count: number) => `Newly failing (${count})`,
    failing: (count: number) => `Failing (${count})`,
    changed: (count: number) => `Changed since the evaluation before (${count})`,
    new: (count: number) => `New (${count})`,
  },
  noSuchResult: 'No case of this evaluation.',
  resultError: 'The evaluation could not be loaded',
  ofPlays: (passed: number, played: number) =>
    `${passed} of ${played} plays ${passed === 1 ? 'passes' : 'pass'}`,
  play: (nth: number) => `Play ${nth}`,
  contact: 'Contact',
  noAnswer: 'No answer any more',
  from: 'From:',
}
