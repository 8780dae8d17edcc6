import type { BroadcastStatus, RecipientStatus } from '@hilo/protocol'

const STATUSES: Record<BroadcastStatus, string> = {
  scheduled: 'Scheduled',
  gathering: 'Gathering recipients',
  running: 'Running',
  paused: 'Paused',
  done: 'Done',
  cancelled: 'Cancelled',
}
const RECIPIENTS: Record<RecipientStatus, string> = {
  queued: 'Waiting',
  sending: 'Sending',
  sent: 'Sent',
  delivered: 'Delivered',
  read: 'Read',
  failed: 'Failed',
  refused: 'Refused',
  cancelled: 'Cancelled',
}

/** What is asked about before it starts. `when`: null for now. */
type Start = { language: string; inbox: string; when: string | null; price: string | null }

type OtherLanguage = { count: number; shown: string; language: string; others: string }

/** What is wrong with a line of attributes. */
const ATTRIBUTE_FAULTS = {
  no_sign: (line: number, text: string) =>
    `Line ${line}, “${text}”: write a name, = and a value, such as city=Montevideo.`,
  no_name: (line: number, text: string) => `Line ${line}, “${text}”: the name before = is missing.`,
  bad_name: (line: number, text: string) =>
    `Line ${line}, “${text}”: a name begins with a letter, and has plain letters, digits and _ only.`,
}

/** The English words of broadcasts. */
export const broadcastsEn = {
  title: 'Broadcasts',
  create: 'New broadcast',
  error: 'The broadcasts could not be loaded',
  emptyTitle: 'No broadcasts yet',
  emptyBody: 'A broadcast sends an approved template to many contacts who allowed it.',
  statuses: STATUSES,
  recipientStatuses: RECIPIENTS,
  recipients: (count: number, shown: string) => (count === 1 ? 'One recipient' : `${shown} recipients`),
  by: (name: string) => `by ${name}`,
  startsAt: (when: string) => `begins ${when}`,
  pausedBecause: (reason: string) =>
    reason === 'template'
      ? 'It paused by itself: the template may not be sent any more.'
      : `It paused by itself: one message after the other failed (${reason}).`,
  pause: 'Pause',
  resume: 'Go on',
  cancel: 'Cancel broadcast',
  cancelTitle: 'Cancel this broadcast?',
  cancelBody: 'Nobody else gets it, and it cannot go on. What is out already stays out.',
  keep: 'Keep it',
  figures: 'What became of it',
  replied: 'Replied',
  reasons: 'Why not',
  rules: {
    opted_out: 'Opted out',
    opt_in_missing: 'Has not opted in',
    values: 'A value is missing',
    no_number: 'No telephone number',
  } as Record<string, string>,
  code: (code: string) => `Code ${code}`,
  who: 'Recipients',
  everyone: 'All',
  filter: 'Show recipients',
  nobody: 'Nobody here',
  firstOnly: 'The first fifty are shown.',
  name: 'Name',
  nameHint: 'Only members see it.',
  inbox: 'Inbox',
  template: 'Template',
  noTemplate: 'This inbox has no approved template that a broadcast can send. Write one first.',
  obstacles: {
    file: 'needs a file, which a broadcast cannot give',
    location: 'needs a place, which a broadcast cannot give',
    unknown: 'has a part that cannot be sent from here',
  },
  values: 'Values',
  from: (key: string) => `Value of ${key}`,
  sources: { name: 'Name of the contact', attribute: 'Attribute of the contact', fixed: 'The same for all' },
  attributeName: 'which attribute',
  /** A part of what is asked of one value. */
  of: (value: string, part: string) => `${value}: ${part}`,
  inTemplate: (context: string) => `In the template: “${context}”`,
  text: 'text',
  otherwise: 'where there is none',
  audience: 'Who gets it',
  audiences: { inbox: 'Who wrote to this inbox', channel: 'All on WhatsApp', list: 'A list of numbers' },
  tags: 'Tags',
  tagsHint: 'Separated by commas; one of them is enough.',
  attributes: 'Attributes',
  attributesHint: 'One a line, such as city=Montevideo; all of them must fit.',
  attributeFaults: ATTRIBUTE_FAULTS,
  language: 'Language',
  languageHint: 'Its code, such as es or pt-BR. es fits es-UY too.',
  noLanguage: (typed: string) => `There is no language “${typed}”. Write its code, such as es or pt-BR.`,
  wroteSince: 'Wrote since',
  wroteBefore: 'Last wrote before',
  dayHint: (zone: string) => `Days begin on the clock of the organisation (${zone}).`,
  datesSwapped: 'It has to be after the day since which they wrote: nobody fits both.',
  numbers: 'Numbers',
  numbersHint: 'One a line, with the country code. Of a CSV line the first column counts.',
  evidence: 'How is it known that they allowed it?',
  evidenceHint: 'It is recorded with each of them. It takes no opt-out back.',
  perMinute: 'Messages a minute at most',
  wrongPace: (most: number) => `Write a whole number from 1 to ${most}.`,
  startAt: 'Begin at',
  startHint: (zone: string) => `On the clock of the organisation (${zone}). Empty: now.`,
  timePassed: 'That time has passed: choose a later one, or leave it empty to begin now.',
  count: 'Count and preview',
  counting: 'Counting…',
  notCounted: 'It was not counted: correct what is marked.',
  notStarted: 'It was not started: correct what is marked.',
  matched: 'Fit',
  deliverable: 'Would get it',
  price: 'Estimated price',
  priceUnknown: 'Not known',
  unpriced: (count: string) => `${count} without a known price`,
  otherLanguage: ({ count, shown, language, others }: OtherLanguage) =>
    `${count === 1 ? 'One of them reads' : `${shown} of them read`} another language than the template, ` +
    `which is in ${language}.` +
    (others === ''
      ? ''
      : ` The same is approved in ${others}: send them that one, narrowed by the field Language.`),
  example: (name: string) => `As ${name} gets it`,
  exampleUnknown: 'As somebody gets it',
  start: 'Start',
  schedule: 'Schedule',
  startTitle: (template: string, count: number, shown: string) =>
    `Send ${template} to ${count === 1 ? 'one contact' : `${shown} contacts`}?`,
  startBody: ({ language, inbox, when, price }: Start) =>
    `In ${language}, from ${inbox}, ` +
    `${when === null ? 'at once' : `from ${when}`}. ` +
    `Estimated price: ${price ?? 'not known'}. What is out cannot be taken back.`,
  notYet: 'Not yet',
  countFirst: 'Count first who would get it',
  nobodyFits: 'Nobody fits: loosen language, tags or days',
  nobodyGetsIt: 'Nobody would get it: see above why not',
  toCorrect: (count: number) => (count === 1 ? 'One field to correct' : `${count} fields to correct`),
  back: 'All broadcasts',
}
