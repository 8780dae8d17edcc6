import type { AiBudgetScope, AiCall, AiProviderKind, AiPurpose, ModelFault } from '@hilo/protocol'

const KINDS: Record<AiProviderKind, string> = {
  openai: 'OpenAI',
  compatible: 'Compatible endpoint',
  installation: 'Included',
}
const FAULT_NAMES: Record<ModelFault, string> = {
  not_configured: 'Not configured',
  budget: 'Budget used up',
  aborted: 'Cancelled',
  not_allowed: 'Key refused',
  unknown_model: 'Unknown model',
  rate_limited: 'Too many calls',
  no_credit: 'No credit',
  too_long: 'Too long',
  bad_request: 'Not understood',
  unreachable: 'Not reached',
  timeout: 'Too slow',
  provider_error: 'Provider error',
  cut: 'Cut off',
  garbled: 'Unreadable',
  empty: 'Empty',
  blocked: 'Blocked',
}
const FAULTS: Record<ModelFault, string> = {
  not_configured: 'Its key or its address is missing: press Change and fill it in.',
  budget: 'A budget is used up: raise it under Budgets, or wait for the next day or month.',
  aborted: 'The call was cancelled.',
  not_allowed: 'The provider refused the key, or refused it for this model: enter another key.',
  unknown_model: 'The provider does not know this model: check its name and the address.',
  rate_limited: 'The provider takes no more calls for now: wait, or raise the limit there.',
  no_credit: "The provider's bill is not paid, or its own limit is reached.",
  too_long: 'What was sent is longer than the model takes.',
  bad_request: 'The provider does not understand the request: the endpoint may not be compatible.',
  unreachable:
    'Nobody answers there, or it may not be reached. If it is on your own network, the operator ' +
    'has to name its host in HILO_AI_HOSTS.',
  timeout: 'It took too long to answer.',
  provider_error: 'The provider reported an error of its own.',
  cut: 'The answer ended before its end.',
  garbled: 'The answer cannot be read: the endpoint may not be compatible.',
  empty: 'The answer was empty.',
  blocked: "The provider's filter refused to answer.",
}
const PURPOSES: Record<AiPurpose, string> = {
  answer: 'Answer to a contact',
  condense: 'Understanding the question',
  verify: 'Comparing an answer with articles in another language',
  extract: 'Extracting values',
  classify: 'Classifying',
  copilot: 'Help for a member',
  summarise: 'Summary at a hand-over',
  knowledge: 'Knowledge',
  transcribe: 'Transcript of a voice note',
  describe: 'Description of a picture',
  test: 'Test',
}
const SCOPES: Record<AiBudgetScope, string> = {
  reply: 'One reply',
  conversation: 'One conversation',
  day: 'A day',
  org: 'A month',
}
const SCOPE_HINTS: Record<AiBudgetScope, string> = {
  reply: 'All calls that one reply takes.',
  conversation: 'All calls of one conversation, from its beginning.',
  day: 'Everything since midnight.',
  org: 'Everything since the first of the month.',
}
const STATUSES: Record<AiCall['status'], string> = {
  open: 'Under way',
  done: 'Done',
  failed: 'Failed',
  lost: 'Outcome unknown',
}
const SOURCES: Record<AiCall['usageSource'], string> = {
  reported: 'As the provider reported',
  estimated: 'Estimated from what was sent and came',
  none: 'Refused before any work',
  reserved: 'The most that it may have come to',
}

/** The English words of who writes for the org, and of what that costs. */
export const aiEn = {
  title: 'AI',
  tabs: {
    providers: 'Providers',
    instructions: 'Instructions',
    tools: 'Tools',
    tests: 'Tests',
    figures: 'Results',
    budgets: 'Budgets',
    ledger: 'Costs',
  },
  error: 'The providers could not be loaded',
  quoting: 'AI provider not configured: quoting articles only',
  quotingDetail:
    'Questions are answered in the words of your articles, or a person is offered. Enable a ' +
    'provider to have answers written.',
  translated: (ways: string) =>
    `Questions are looked for in articles of another language too (${ways}), as this server roughly ` +
    'translates them. The answer stays in the words of the article.',
  writing: (name: string | null, model: string) =>
    `Answers are written by ${name ?? 'the included provider'}, with ${model}`,
  thenAsked: (count: number) =>
    count === 0
      ? 'If it fails, the conversation goes to people.'
      : count === 1
        ? 'If it fails, the next provider is asked.'
        : `If it fails, the next ${count} providers are asked in turn.`,
  kinds: KINDS,
  kind: 'Kind',
  add: 'Add a provider',
  providersIntro:
    'The first provider that is on writes the answers; if it fails, the next one does. A provider that ' +
    'is off is sent nothing. Secrets in messages are left out.',
  none: 'No provider yet',
  noneBody: 'Add OpenAI with a key, or any endpoint that speaks as it does, such as Ollama or vLLM.',
  offered: (model: string) =>
    `The operator offers ${model} to every organisation. It is off until you enable it.`,
  enable: 'Enable',
  isOff: 'Off',
  keyMissing: 'No key',
  installationMissing: 'Not set up',
  installationMissingHint: 'The operator of this installation has set no provider',
  up: (name: string) => `Ask ${name} earlier`,
  down: (name: string) => `Ask ${name} later`,
  more: (name: string) => `More about ${name}`,
  enabled: (name: string) => `${name} is on`,
  test: 'Check again',
  testFirst: 'Check',
  testHint: 'Asks it for one word, which costs next to nothing',
  demo: 'Demo',
  demoHint:
    'Simulated, to try Hilo without an account anywhere: it writes no better than the articles it is given',
  unchecked: 'Not checked yet',
  answeredThen: (when: string) => `Checked ${when}: it answered.`,
  failedThen: (when: string) => `Checked ${when}: it failed.`,
  lastFailed: (when: string) => `Last call ${when}: it failed.`,
  heldOff: 'It stays off until it answers: fix what is wrong, then turn it on.',
  checking: 'Asking it for one word…',
  enableOnce: 'Use it once it has answered',
  enableOnceHint: 'It is asked for one word when you save. While it does not answer it stays off.',
  testing: 'Asking…',
  itAnswered: 'It answered',
  itFailed: 'It failed',
  faults: FAULTS,
  faultNames: FAULT_NAMES,
  tokens: (count: string) => `${count} tokens`,
  costUnknown: 'cost unknown',
  ownPrices: 'Your prices',
  pricesIntro:
    'In US dollars for a million tokens, as your provider bills them; 0 for a model of your own. ' +
    'They hold from the next call on, and earlier calls keep their cost. ' +
    'A line without a price is left out; cached input without one costs as input does.',
  pricesSet: (version: number, models: string) => `Your prices, version ${version}: ${models}`,
  rates: { input: 'Input', cached: 'Cached input', output: 'Output', minute: 'Minute of sound' },
  instead: 'In place of the published price',
  insteadHint: 'Where Hilo knows a published price of this model, that one holds unless you tick this.',
  addPrice: 'Add a model',
  pricesSaved: 'The prices were saved.',
  pricesWrong:
    'Give each model once, with its input and output, or with the minute alone; 1,000 dollars at most.',
  change: 'Change',
  remove: 'Remove',
  removeTitle: (name: string) => `Remove ${name}?`,
  removeBody: 'Its key is deleted, and it is no longer used. What it has cost stays under Costs.',
  name: 'Name',
  nameHint: 'Small letters, digits and hyphens, such as openai. It appears under Costs.',
  baseUrl: 'Address',
  baseUrlHint:
    'Up to the path before /chat/completions. One on your own network has to be allowed by the operator.',
  model: 'Model',
  modelOfInstallation: 'Empty, or as it is: the operator’s, also when they change it.',
  embeddingModel: 'Model for search by meaning',
  embeddingHint: 'Without it, articles are found by their words only.',
  optional: 'optional',
  key: 'Key',
  keyHint: 'It is stored encrypted, and never shown again.',
  keyStays: 'A key is set. Leave this empty to keep it.',
  save: 'Save',
  saved: (name: string) => `${name} was saved.`,
  savedOn: (name: string) => `${name} answered, and is on.`,
  savedOff: (name: string) => `${name} was saved, but is off: it failed when it was checked.`,
  problems: {
    name_form: 'Small letters, digits and hyphens, such as openai.',
    name_taken: 'There is one of this name already.',
    url_missing: 'A compatible endpoint needs its address.',
    url_form: 'A whole address, without user, password or query, such as https://llm.example.com/v1.',
    model_missing: 'Say which model writes.',
    key_missing: 'OpenAI needs a key.',
    key_again: 'Give the key again, because it would go to another address.',
  },

  budgetsIntro:
    'A call that could pass a budget is not made: the conversation goes to people instead. Where you set a ' +
    'cap on money, a model whose price is not known is not asked: set its price under Providers.',
  budgetsError: 'The budgets could not be loaded',
  scopes: SCOPES,
  scopeHints: SCOPE_HINTS,
  units: { steps: 'Calls', seconds: 'Seconds waited', tokens: 'Tokens', microUsd: 'US dollars' },
  of: 'Limit on',
  spent: 'Used',
  share: 'Share',
  cap: 'At most',
  setBy: 'Set by',
  usual: 'default',
  ownCap: 'you',
  unknownCosts: (count: number) =>
    count === 1
      ? 'The price of one call is not known, so it is not in the dollars.'
      : `The price of ${count} calls is not known, so they are not in the dollars.`,
  emptyIsUsual: 'Leave it empty for the default.',
  notANumber: 'Enter a number, or leave it empty.',
  unpriced: (models: string) =>
    `The price of ${models} is not known: with a cap on money it is not asked. ` +
    'Set it under Providers, at “Your prices”.',
  budgetSaved: 'Saved. It applies from the next call on.',

  ledgerError: 'The calls could not be loaded',
  noCalls: 'No calls',
  noCallsBody: 'Every request to a provider is listed here, with what it cost.',
  provider: 'Provider',
  anyProvider: 'Any provider',
  purpose: 'Purpose',
  anyPurpose: 'Any purpose',
  purposes: PURPOSES,
  status: 'Outcome',
  anyCall: 'Any outcome',
  statuses: STATUSES,
  inOut: (input: string, output: string) => `${input} tokens in, ${output} out`,
  details: 'Details',
  countedBy: 'Counted',
  sources: SOURCES,
  cached: 'Cached',
  reasoning: 'Reasoning',
  soundLength: 'Length of the recording',
  firstWord: 'First word',
  prices: 'Prices as of',
  requestId: 'Request',
  conversation: 'Conversation',
  openConversation: 'Open the conversation',
}
