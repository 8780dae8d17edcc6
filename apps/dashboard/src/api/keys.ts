import type {
  AiPurpose,
  ArticleAudience,
  ArticleKind,
  ArticleStatus,
  Conversation,
  Holder,
  Id,
  LogSource,
  PageOutcome,
  RecipientStatus,
  RunStatus,
  Severity,
  Stopped,
  ToolCallStatus,
  WebhookEventState,
} from '@hilo/protocol'

/** What the conversation list is narrowed to. */
export type ListFilter = {
  status: Conversation['status'] | 'all'
  holder?: Holder
  assigneeId?: Id | 'none'
  /** Whom it finds, the server knows. */
  search?: string
}

/** How far back the list of runs goes. */
export type Period = 'hour' | 'day' | 'week'

/** What the list of runs is narrowed to. */
export type RunFilter = {
  status?: RunStatus
  code?: string
  backendId?: Id
  version?: string
  contact?: string
  contactId?: Id
  period?: Period
  /** A figure of the metrics whose runs are shown, and the moments between which they began. */
  question?: string
  stopped?: Stopped
  reason?: string
  outcome?: string
  since?: string
  until?: string
}

/** What the metrics of a micro-backend are of. */
export type MetricsFilter = { version?: string; days: number }

/** What the figures of AI are of. */
export type AnswerFilter = { inboxId?: Id; days: number }

/** What the execution log is narrowed to; `range` in words, because its beginning moves. */
export type LogFilter = {
  severity?: Severity
  source?: LogSource
  backendId?: Id
  runId?: Id
  conversationId?: Id
  kind?: string
  range?: Period
}

/** What the webhook events of an inbox are narrowed to. */
export type EventFilter = { state?: WebhookEventState; kind?: string; externalId?: string }

/** What the list of articles is narrowed to. */
export type ArticleFilter = {
  search?: string
  status?: ArticleStatus
  audience?: ArticleAudience
  language?: string
  kind?: ArticleKind
}

/** What the list of questions is narrowed to. */
export type QuestionFilter = Omit<ArticleFilter, 'kind'>

/** Which calls of tools are listed. */
export type ToolCallFilter = { tool?: string; status?: ToolCallStatus; conversation?: Id }

/** What the cost ledger is narrowed to; `range` in words, because its beginning moves. */
export type CallFilter = {
  provider?: string
  purpose?: AiPurpose
  status?: 'done' | 'failed' | 'open'
  range?: Period
}

/** Every query key, so that what is written and what is invalidated cannot differ. */
export const keys = {
  session: ['session'] as const,
  members: ['members'] as const,
  inboxes: ['inboxes'] as const,
  alarms: ['alarms'] as const,
  allHealth: ['inbox-health'] as const,
  inboxHealth: (inboxId: Id | 'all') => ['inbox-health', inboxId] as const,
  ledger: (inboxId: Id) => ['ledger', inboxId] as const,
  allEvents: (inboxId: Id) => ['events', inboxId] as const,
  events: (inboxId: Id, filter: EventFilter) => ['events', inboxId, filter] as const,
  event: (inboxId: Id, eventId: Id) => ['event', inboxId, eventId] as const,
  inbox: (id: Id) => ['inboxes', id] as const,
  signedIdentity: (inboxId: Id) => ['signed-identity', inboxId] as const,
  knowledge: ['knowledge'] as const,
  articlePicture: (id: string) => ['article-picture', id] as const,
  linkHosts: ['link-hosts'] as const,
  exceptionalDays: ['exceptional-days'] as const,
  knowledgeFigures: ['knowledge', 'figures'] as const,
  articleList: (filter: ArticleFilter) => ['knowledge', 'articles', filter] as const,
  questionList: (filter: QuestionFilter) => ['knowledge', 'questions', filter] as const,
  unpublished: ['knowledge', 'unpublished'] as const,
  hasUnpublished: ['knowledge', 'has-unpublished'] as const,
  unpublishedOf: (sourceId: Id | null) => ['knowledge', 'unpublished', sourceId] as const,
  draftDifference: (id: Id, revision: number) => ['knowledge', 'difference', id, revision] as const,
  article: (id: Id) => ['knowledge', 'article', id] as const,
  articleVersions: (id: Id) => ['knowledge', 'versions', id] as const,
  tested: (asked: object) => ['knowledge', 'tested', asked] as const,
  gaps: ['knowledge', 'gaps'] as const,
  suggestions: ['knowledge', 'suggestions'] as const,
  ai: ['ai'] as const,
  aiProviders: ['ai', 'providers'] as const,
  aiMedia: ['ai', 'media'] as const,
  aiBudgets: ['ai', 'budgets'] as const,
  aiMeaning: ['ai', 'meaning'] as const,
  aiMeaningEstimate: (provider: string) => ['ai', 'meaning', 'estimate', provider] as const,
  aiCalls: (filter: CallFilter) => ['ai', 'calls', filter] as const,
  copilot: ['copilot'] as const,
  tags: ['tags'] as const,
  tagUses: ['tags', 'uses'] as const,
  summary: (eventId: Id) => ['summary', eventId] as const,
  translation: (messageId: Id, language: string) => ['translation', messageId, language] as const,
  metaApps: ['inboxes', 'apps'] as const,
  playground: ['playground'] as const,
  backends: ['backends'] as const,
  backend: (name: string, part: string) => ['backends', name, part] as const,
  metrics: (name: string, filter: MetricsFilter) => ['backends', name, 'metrics', filter] as const,
  openQuestionsOf: (conversationId: Id) => ['open-questions', conversationId] as const,
  openQuestions: (conversationId: Id, version: number) =>
    ['open-questions', conversationId, version] as const,
  answers: (messageId: Id) => ['answers', messageId] as const,
  answer: (messageId: Id, version: number) => ['answers', messageId, version] as const,
  answerFigures: (filter: AnswerFilter) => ['answer-figures', filter] as const,
  articleVersion: (articleId: Id, version: number) => ['article-version', articleId, version] as const,
  apiKeys: ['api-keys'] as const,
  aiInstruction: (place: string) => ['ai-instructions', place] as const,
  aiInstructionVersions: (place: string) => ['ai-instructions', place, 'versions'] as const,
  pastQuestions: (place: string) => ['past-questions', place] as const,
  testSets: ['test-sets'] as const,
  testSet: (id: Id) => ['test-sets', id] as const,
  draftedCase: (conversationId: Id, messageId: string) =>
    ['drafted-case', conversationId, messageId] as const,
  estimate: (id: Id, revision: number) => ['test-sets', id, 'estimate', revision] as const,
  articleGates: (id: Id, revision: number) => ['test-sets', 'gates', id, revision] as const,
  gatesTogether: (articles: readonly string[]) => ['test-sets', 'gates', 'together', articles] as const,
  sourceGates: (id: Id, state: string) => ['test-sets', 'gates', 'source', id, state] as const,
  evaluations: (id: Id) => ['test-sets', id, 'evaluations'] as const,
  evaluation: (id: Id) => ['test-sets', 'evaluation', id] as const,
  aiTools: ['ai-tools'] as const,
  mail: ['mail'] as const,
  backendTools: ['backend-tools'] as const,
  allToolCalls: (filter: ToolCallFilter) => ['tool-calls', 'all', filter] as const,
  toolCalls: (conversationId: Id, version: number) => ['tool-calls', conversationId, version] as const,
  lists: ['conversations'] as const,
  list: (filter: ListFilter) => ['conversations', filter] as const,
  anyConversation: ['conversation'] as const,
  conversation: (id: Id) => ['conversation', id] as const,
  timelines: ['timeline'] as const,
  timeline: (id: Id) => ['timeline', id] as const,
  runLists: ['run-list'] as const,
  runList: (filter: RunFilter) => ['run-list', filter] as const,
  knownContacts: (search: string) => ['run-list', 'contacts', search] as const,
  knownContact: (id: Id) => ['run-list', 'contact', id] as const,
  runCounts: ['run-counts'] as const,
  allRuns: ['runs'] as const,
  runs: (conversationId: Id) => ['runs', conversationId] as const,
  logs: ['log'] as const,
  log: (filter: LogFilter) => ['log', filter] as const,
  broadcasts: ['broadcasts'] as const,
  broadcastList: ['broadcasts', 'list'] as const,
  broadcast: (id: Id) => ['broadcasts', id] as const,
  recipients: (id: Id, status: RecipientStatus | null) => ['broadcasts', id, 'recipients', status] as const,
  sources: ['sources'] as const,
  sourceList: ['sources', 'list'] as const,
  source: (id: Id) => ['sources', id] as const,
  sourcePages: (id: Id, outcome: PageOutcome | 'waiting' | null) =>
    ['sources', id, 'pages', outcome] as const,
  sourceImports: (id: Id) => ['sources', id, 'imports'] as const,
  allTemplates: ['templates'] as const,
  templates: (inboxId: Id) => ['templates', inboxId] as const,
  templateFigures: (inboxId: Id) => ['templates', inboxId, 'figures'] as const,
  products: (inboxId: Id, search: string) => ['offers', inboxId, 'products', search] as const,
  forms: (inboxId: Id) => ['offers', inboxId, 'forms'] as const,
  allPermissions: ['permissions'] as const,
  permissions: (contactId: Id, version: number) => ['permissions', contactId, version] as const,
  preflight: (id: Id, state: readonly (string | null)[]) =>
    ['permissions', 'preflight', id, ...state] as const,
  mediaWordsCost: (messageId: Id) => ['media-words-cost', messageId] as const,
  media: (id: Id) => ['media', id] as const,
  journals: ['journal'] as const,
  journal: (runId: Id) => ['journal', runId] as const,
  generation: (runId: Id, generation: number) => ['generation', runId, generation] as const,
}
