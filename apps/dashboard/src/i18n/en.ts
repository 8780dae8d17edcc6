import { aiEn } from './en-ai.ts'
import { answersEn } from './en-answers.ts'
import { broadcastsEn } from './en-broadcasts.ts'
import { channelsEn } from './en-channels.ts'
import { connectEn } from './en-connect.ts'
import { conversationEn } from './en-conversation.ts'
import { copilotEn } from './en-copilot.ts'
import { daysEn } from './en-days.ts'
import { fileWordsEn } from './en-file-words.ts'
import { gatesEn } from './en-gates.ts'
import { healthEn } from './en-health.ts'
import { identityEn } from './en-identity.ts'
import { instructionsEn } from './en-instructions.ts'
import { knowledgeEn } from './en-knowledge.ts'
import { logEn } from './en-log.ts'
import { meaningEn } from './en-meaning.ts'
import { mediaEn } from './en-media.ts'
import { metricsEn } from './en-metrics.ts'
import { offersEn } from './en-offers.ts'
import { operateEn } from './en-operate.ts'
import { permissionEn } from './en-permission.ts'
import { privacyEn } from './en-privacy.ts'
import { runEn } from './en-run.ts'
import { sourcesEn } from './en-sources.ts'
import { tagsEn } from './en-tags.ts'
import { templatesEn } from './en-templates.ts'
import { testsEn } from './en-tests.ts'
import { toolCallsEn } from './en-tool-calls.ts'
import { toolFieldsEn } from './en-tool-fields.ts'
import { toolsEn } from './en-tools.ts'
import { writeTemplateEn } from './en-write-template.ts'

/** The words of the dashboard in English. The shape of this object is what every other language must fill. */
export const en = {
  ...channelsEn,
  answers: answersEn,
  broadcasts: broadcastsEn,
  ...conversationEn,
  ...operateEn,
  ...permissionEn,
  ...runEn,
  ai: aiEn,
  fileWords: fileWordsEn,
  health: healthEn,
  connect: connectEn,
  copilot: copilotEn,
  tags: tagsEn,
  identity: identityEn,
  days: daysEn,
  instructions: instructionsEn,
  knowledge: knowledgeEn,
  log: logEn,
  meaning: meaningEn,
  media: mediaEn,
  metrics: metricsEn,
  offers: offersEn,
  sources: sourcesEn,
  templates: templatesEn,
  tests: testsEn,
  gates: gatesEn,
  privacy: privacyEn,
  toolCalls: toolCallsEn,
  tools: toolsEn,
  toolFields: toolFieldsEn,
  writeTemplate: writeTemplateEn,
  issueOf: (line: string, issue: string) => `“${line}”: ${issue}`,
  channels: { web: 'Web', whatsapp: 'WhatsApp', instagram: 'Instagram', messenger: 'Messenger' },
  holders: { backend: 'Micro-backend', ai: 'AI', human: 'People', nobody: 'Nobody' },
  authors: { contact: 'Contact', agent: 'Agent', backend: 'Micro-backend', ai: 'AI', system: 'System' },
  nav: {
    label: 'Main',
    inbox: 'Inbox',
    backends: 'Micro-backends',
    log: 'Log',
    playground: 'Playground',
    inboxes: 'Inboxes',
    templates: 'Templates',
    apiKeys: 'API keys',
    account: 'Account and preferences',
    org: 'Organisation',
    theme: 'Theme',
    language: 'Language',
    signOut: 'Sign out',
    shortcuts: 'Keyboard shortcuts',
    themes: { system: 'As the system', light: 'Light', dark: 'Dark' },
  },
  connection: {
    offlineBrief: 'You are offline',
    offline: 'You are offline. What you write is kept and goes out once when the connection is back.',
    reconnecting: 'No live connection to the server. Trying again; what you write is kept.',
  },
  errors: {
    title: 'This could not be loaded',
    kept: 'Nothing was lost. Try again, or reload the page if it keeps failing.',
    retry: 'Retry',
    unexpected: 'Something went wrong in this page.',
    invalid_request: 'The server did not accept what was sent.',
    marked: 'It was not saved: correct what is marked.',
    not_authenticated: 'Sign in to continue.',
    not_allowed: 'You are not allowed to do this.',
    not_found: 'It does not exist, or you may not see it.',
    conflict: 'Somebody changed this in the meantime.',
    window_closed: 'The platform does not accept free replies any more: the contact must write first.',
    opt_in_missing: 'The contact has not allowed this kind of message, or asked for no more of it.',
    too_many_requests: 'Too many attempts. Wait a little and try again.',
    internal: 'The server failed. It has been logged.',
    unavailable: 'The server did not answer.',
    notFoundTitle: 'There is nothing at this address',
    notFoundBody: 'The link may be old, or cut short.',
    goToInbox: 'Go to the inbox',
  },
  signIn: {
    title: 'Sign in to Hilo',
    email: 'E-mail',
    password: 'Password',
    submit: 'Sign in',
    submitting: 'Signing in…',
    wrong: 'That e-mail and password do not belong together. Check both and try again.',
    linkUsed:
      'That link was used already, or is too old. Start Hilo again and it prints a new one, or sign in here.',
    linkUsedInside: 'That link was used before. You are signed in already.',
    hint: 'Started with npm start? The terminal also prints a one-time link that signs you in.',
  },
  list: {
    label: 'Conversations',
    open: 'Open',
    closed: 'Closed',
    anyHolder: 'Any holder',
    all: 'Found',
    find: 'Find',
    search: 'Name, number, e-mail',
    byAssignee: 'Filter by assignee',
    anyAssignee: 'Anybody’s',
    mine: 'Mine',
    unassigned: 'Unassigned',
    nobodyFound: 'Nobody is called so',
    nobodyFoundBody:
      'A search finds names by how they begin, numbers and e-mail addresses whole, and no messages.',
    indexing: 'Older contacts are being made known to the search.',
    more: 'Filter by who has the turn',
    unread: (count: number) => `${count} unread`,
    last: (time: string) => `Last message: ${time}`,
    waiting: (time: string) => `waiting ${time}`,
    waitingTitle: (time: string) => `The contact has waited ${time} for an answer`,
    window: (time: string) => `${time} left`,
    windowTitle: (time: string) => `Free replies are allowed for ${time} more`,
    windowClosed: 'window closed',
    windowClosedTitle: 'Free replies are not allowed until the contact writes',
    draft: 'Draft',
    fresh: (count: number) => `${count} new`,
    unnamed: 'Unnamed contact',
    visitor: (id: string) => `Visitor ${id}`,
    you: 'You',
    files: {
      image: 'Photo',
      video: 'Video',
      audio: 'Audio',
      voice: 'Voice message',
      document: 'Document',
      sticker: 'Sticker',
    },
    emptyTitle: 'No conversations yet',
    emptyBody:
      'Write from a phone in the playground, or from the widget on your site. It appears here at once.',
    emptyPlain: 'When a contact writes, the conversation appears here at once.',
    emptyClosedTitle: 'No closed conversations',
    emptyClosedBody: 'What you close is kept here.',
    emptyFilterTitle: 'Nothing here',
    emptyFilterBody: 'No conversation matches this filter.',
    clearFilter: 'Show all open conversations',
    openPlayground: 'Open the playground',
    zeroTitle: 'Inbox zero',
    zeroBody: 'Every open conversation has been dealt with.',
    error: 'The conversations could not be loaded',
  },
  playground: {
    title: 'Playground',
    devices: 'Phones and widget',
    site: 'Website',
    reload: 'Reload this device',
    openInTab: 'Open in its own tab',
    waiting: 'Nothing yet from this device',
    waitingBody: 'Write a message on the left. The conversation and its run appear here at once.',
    missingTitle: 'The playground is off here',
    missingBody: 'It needs the simulators, which only run in development.',
    error: 'The playground could not be loaded',
    conversationTab: 'Conversation',
    runTab: 'Run',
    deviceTab: 'Device',
    views: 'Views',
  },
  shortcuts: {
    title: 'Keyboard shortcuts',
    close: 'Close',
    next: 'Next conversation',
    previous: 'Previous conversation',
    open: 'Open conversation',
    reply: 'Write a reply',
    note: 'Write a note',
    assign: 'Assign to me',
    closeNext: 'Close and open the next one',
    takeOver: 'Take over, or hand back',
    back: 'One step back',
    search: 'Search for a contact',
    undo: 'Undo',
    sheet: 'Show this list',
    goInbox: 'Go to the inbox',
    goBackends: 'Go to the micro-backends',
    goKnowledge: 'Go to the knowledge',
    goLog: 'Go to the log',
    goPlayground: 'Go to the playground',
  },
  time: {
    now: 'now',
    milliseconds: (n: number) => `${n} ms`,
    seconds: (n: number) => `${n.toFixed(1)} s`,
    minutes: (n: number) => `${n}m`,
    hours: (n: number) => `${n}h`,
    days: (n: number) => `${n}d`,
    weeks: (n: number) => `${n}w`,
    ago: (time: string) => `${time} ago`,
    in: (time: string) => `in ${time}`,
  },
  tabs: { before: 'Show the tabs before', after: 'Show more tabs' },
  dismiss: 'Dismiss',
  loading: 'Loading…',
  undo: 'Undo',
}

/** What a language must say. */
export type Words = typeof en
