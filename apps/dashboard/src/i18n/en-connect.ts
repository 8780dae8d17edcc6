import type { ConnectProblem, ConnectStep, InboxState } from '@hilo/protocol'

const STEPS: Record<ConnectStep, string> = {
  app: 'Meta knows the app',
  token: 'The token is good',
  scopes: 'It may do what is needed',
  account: 'It opens the account',
  callback: 'Meta reaches this server',
  subscription: 'The app has the account’s events',
}

const PROBLEMS: Record<ConnectProblem, (detail: string) => string> = {
  platform_away: () => 'Meta did not answer. Try this step again in a moment.',
  platform_refused: (detail) => `Meta refused: ${detail}`,
  app_unknown: () => 'This app is not known here yet: give its secret too.',
  app_refused: () =>
    'App id and secret do not belong together. Copy both again from App settings > Basic in the ' +
    'App Dashboard.',
  app_taken: () =>
    'The secret is not the one with which this app is used. Copy it again, or use an app of your own.',
  code_refused: () =>
    'The code was used, or is too old: it is good for a moment. Go through Meta’s page again and ' +
    'paste the new one at once.',
  token_refused: () => 'Meta does not accept this token any more. Make a new one and paste it.',
  token_expired: () => 'This token has expired. Make a new one and paste it.',
  token_of_other_app: () => 'The token was made for another app. Make it with the app that you named above.',
  scopes_missing: (detail) => `The token lacks ${detail}. Make one with these permissions.`,
  account_unseen: () =>
    'The token does not open this account. Check the id, and that the account is assigned to the ' +
    'system user or page.',
  account_not_linked: (detail) =>
    detail || 'The ids do not belong together: the account is not part of the business account or page.',
  account_taken: () => 'This account is connected to another inbox. Disconnect it there first.',
  pin_refused: (detail) => `The number could not be registered: ${detail}`,
  callback_private: (detail) =>
    `Meta cannot reach ${detail}: it calls public addresses with https only. Set PUBLIC_URL, or ` +
    'use a tunnel.',
  callback_unreached: (detail) => `Meta called this server and did not get the answer it wanted: ${detail}`,
  callback_elsewhere: (detail) =>
    `The app’s events already go to ${detail}. Use an app of its own, or remove that callback in ` +
    'the App Dashboard.',
  subscription_refused: (detail) =>
    `Meta did not let the app have the account’s events${detail ? `: ${detail}` : ''}. On ` +
    'Instagram, allow access to messages under “Connected tools”.',
}

const STATES: Record<InboxState, string> = {
  connected: 'Connected',
  paused: 'Paused',
  reconnect: 'Reconnect',
  disconnected: 'Disconnected',
}

/** The English words of connecting an inbox and of its settings. */
export const connectEn = {
  title: 'Connect an inbox',
  add: 'Connect',
  back: 'Back to the inboxes',
  choose: 'What do you want to connect?',
  channelNotes: {
    whatsapp: 'A number of the WhatsApp Cloud API',
    messenger: 'A Facebook page',
    instagram: 'A professional account',
    web: 'A chat on your web site',
  },
  name: 'Name of the inbox',
  answers: 'Answered by',
  app: 'Meta app',
  otherApp: 'Another app',
  appId: 'App id',
  appSecret: 'App secret',
  appHint: 'App Dashboard > App settings > Basic. It is sealed and never shown again.',
  shared: (id: string) => `${id} (of this installation)`,
  way: 'Access',
  ways: { token: 'Paste a token', code: 'Paste a code' },
  token: 'Access token',
  tokenHints: {
    whatsapp: 'Of a system user, with whatsapp_business_messaging and whatsapp_business_management.',
    messenger: 'The token of the page, with pages_messaging and pages_manage_metadata.',
    instagram: 'Of Instagram Login, or of the linked page.',
  },
  code: 'Code',
  codeHints: {
    whatsapp: 'What Embedded Signup gave back. Paste it at once: it is good for a moment.',
    messenger: 'What Facebook Login gave back. Paste it at once.',
    instagram: 'What stands behind code= in the address after Instagram Login. Paste it at once.',
  },
  phoneNumberId: 'Phone number id',
  wabaId: 'WhatsApp Business Account id',
  pin: 'PIN',
  pinHint: 'Six digits, only for a number that is not registered with the API yet.',
  pageId: 'Page id',
  instagramId: 'Instagram account id',
  linkedPage: 'Id of the linked page',
  linkedHint: 'Only for an account that is connected through its Facebook page.',
  loginAppId: 'Instagram app id',
  loginAppSecret: 'Instagram app secret',
  redirectUri: 'Redirect URI',
  optional: 'optional',
  fieldProblems: {
    missing: 'Fill this in',
    digits: 'Digits only, as Meta shows the id',
    id_short: 'Too short: an id of Meta has three digits or more',
    id_long: 'Too long: an id of Meta has 25 digits at most',
    app_id: 'Only letters, digits, - and _, 64 at most: copy it from the App Dashboard',
    secret_short: 'Too short: a secret has eight characters or more',
    secret_long: 'Too long: a secret has 300 characters at most',
    token_short: 'Too short: eight characters or more. Copy all of it',
    token_long: 'Too long: 2,000 characters at most',
    spaces: 'One word without spaces: copy it again',
    pin: 'Six digits',
    url: 'A whole address, like https://www.example.com/login',
  },
  origins: 'Sites on which the chat may stand',
  catalogue: 'Id of the catalogue',
  catalogueHint: 'From the Commerce Manager. Without one, products are sent as words.',
  originsHint: 'One a line, like https://www.example.com',
  connect: 'Connect',
  checking: 'Checking…',
  steps: STEPS,
  lacksForComments: (scopes: string) =>
    'Messages work. Comments under posts are neither read nor answered without ' +
    `${scopes}: make a token with these permissions too.`,
  stepsTitle: 'What Meta says',
  passed: 'In order',
  failed: 'Not in order',
  waits: 'Not looked at yet',
  problems: PROBLEMS,
  retry: 'Try this step again',
  change: 'Change what I gave',
  connectedTitle: (name: string) => `${name} is connected`,
  connectedBody: 'Messages of contacts arrive in the inbox from now on.',
  test: 'Send a test message',
  testTo: 'Phone number with country code',
  testSent: 'WhatsApp took it. It should be on the phone now.',
  testFailed: (why: string) => `It was not sent: ${why}`,
  open: 'Settings of the inbox',
  greeting: 'Greeting of the chat',
  greetingHint:
    'What visitors read before they write, in the language of their browser. ' +
    'Leave one empty for the usual words.',
  greetingKept: (text: string) =>
    `The micro-backend’s own greeting is kept for when it answers again: “${text}”`,
  greetingUse: 'Say it now too',
  greetingSaved: 'The greeting was saved. Chats that open from now on begin with it.',
  saveGreeting: 'Save the greeting',
  greetingPreview: 'What a visitor sees',
  previewIn: 'Preview in',
  languages: { en: 'English', es: 'Spanish', pt: 'Portuguese' },
  snippet: 'Put this before </body> on each page:',
  states: STATES,
  settings: 'Settings',
  error: 'The inbox could not be loaded',
  save: 'Save',
  saved: 'Saved.',
  about: 'About',
  account: 'Account',
  callback: 'Callback URL',
  tokenTitle: 'Access token',
  tokenSetToday: 'Token set today',
  tokenSet: (when: string) => `Token set ${when}`,
  tokenEnds: (when: string, day: string) => `Ends ${when}, on ${day}`,
  tokenEndless: 'No end is known.',
  tokenRefused: (why: string, waiting: number) =>
    `${why} ${waiting === 1 ? 'One message waits' : `${waiting} messages wait`} and are sent in ` +
    'order once there is another token.',
  replace: 'Replace the token',
  replaced: 'The new token is in use.',
  newToken: 'New token',
  pause: 'Pause',
  resume: 'Go on',
  pauseTitle: 'Pause',
  pauseBody:
    'While an inbox is paused its messages still arrive; nothing is sent, and no micro-backend begins.',
  pausedSince: (when: string, waiting: number) => `Paused ${when}. Waiting to be sent: ${waiting}.`,
  disconnect: 'Disconnect',
  disconnectTitle: (name: string) => `Disconnect ${name}?`,
  disconnectPart: 'Disconnect',
  disconnectBody:
    'The token is deleted at once, and the platform is told. Templates and the platform’s other ' +
    'data are deleted 30 days later. Conversations stay. Messages that wait fail.',
  cancel: 'Cancel',
  disconnected: (day: string) =>
    'This inbox is disconnected and its token deleted. The platform’s other data is deleted on ' +
    `${day}. Connect the account again to go on.`,
  forgotten: (day: string) =>
    `This inbox is disconnected; what the platform gave was deleted on ${day}. Its conversations stay.`,
  notUnsubscribed:
    'The platform could not be told. Remove the app there too, under Business settings > Accounts > Apps.',
  banner: (names: string) => `${names}: the platform refuses the token. Messages wait.`,
  bannerAction: 'Reconnect',
}
