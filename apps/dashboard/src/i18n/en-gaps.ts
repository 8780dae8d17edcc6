import type { AnswerAction, AnswerMode, HandoffReason } from '@hilo/protocol'

const REASONS: Record<HandoffReason, string> = {
  user_asked: 'The contact asks for a person.',
  no_evidence: 'Too little was found to answer it.',
  model_declined: 'Articles were found, but the model saw no answer in them.',
  low_confidence: 'What was found does not answer it surely enough.',
  verify_failed: 'Each draft said more than the articles do.',
  repeated_question: 'The same was asked again.',
  negative_feedback: 'The contact said that it did not help.',
  upset: 'The contact is angry.',
  policy_topic: 'People answer this topic.',
  off_topic: 'It is about none of the topics of the inbox.',
  needs_person: 'Only a person can do what was asked.',
  tool_failed: 'Something that had to be done failed.',
  tool_waits: 'A member has to approve what is to be done.',
  unproved: 'The contact could not show who they are.',
  budget: 'A budget is used up.',
  provider_error: 'The provider failed.',
  internal_error: 'Something failed in Hilo.',
  not_sent: 'The platform would not take the answer.',
  injection: 'It looks written to mislead the AI.',
  unreadable: 'AI cannot read that.',
  other_hours: 'AI answers in this inbox at other times.',
}
const ACTIONS: Record<AnswerAction, string> = {
  answer: 'Answers',
  clarify: 'Asks back',
  suggest: 'Offers a person',
  handoff: 'Hands over to people',
}
const MODES: Record<AnswerMode, string> = {
  model: 'Written by a model, and verified',
  quoting: 'In the words of articles: no provider is on',
}

/** The English words of what is missing in the knowledge, and of what would be answered. */
export const gapsEn = {
  gaps: 'Questions without an answer',
  gapsIntro:
    'What contacts asked in the last 90 days and your articles say too little about. Questions in similar ' +
    'words are grouped.',
  gapsError: 'The questions could not be loaded',
  noGaps: 'Nothing is missing',
  noGapsBody: 'Questions that AI finds no answer for are collected here.',
  gapsMore: (count: number) => (count === 1 ? 'and one more' : `and ${count} more`),
  answeredNow: 'Answered now',
  answeredNowHint: 'Something was published since: asked again, it would be answered',
  foundNow: 'Something is found now',
  foundNowHint: 'Enough is found for it now. Press “See the answer” to check what would be said',
  alsoAsked: (others: readonly string[]) => `Also: ${others.join(' · ')}`,
  askedTimes: (count: number, when: string) =>
    count === 1 ? `asked once, ${when}` : `asked ${count} times, last ${when}`,
  askedAt: (when: string) => `asked ${when}`,
  openConversation: 'Open the conversation',
  seeAnswer: 'See the answer',
  writeFromThis: 'Write an article from this',
  addTo: 'Add to an article',
  addToHint: 'For an article that is there and does not answer these words',
  addToIntro: 'Its editor opens with the question among its other questions. Nothing is saved before you do.',
  addToIntroAnswered:
    'Its editor opens with the question among its other questions, and the reply of your team at the end ' +
    'of the text. Nothing is saved before you do.',
  nearQuestion: 'near the question',
  added: 'A question was added, and not saved so far',
  addedDetail:
    'It is among the other questions; a reply to it ends the text. Leave out what was for one contact.',
  dismiss: 'Dismiss',
  dismissHint: 'Takes it from the list; asked again, it comes back',
  suggestions: 'Answered by people',
  suggestionsIntro:
    'A member answered and the conversation is closed: AI found nothing or did not help, the contact asked ' +
    'for a person, or only people answer there. Only what the contact was told is used, without secrets ' +
    'and addresses. Edit it before it is published.',
  suggestionsError: 'The suggestions could not be loaded',
  review: 'Review',
  approve: 'Publish it',
  reject: 'No article',
  rejectHint: 'Takes it from the list for good',
  suggestedQuestionHint: "The contact's own words stay as another wording if you change them.",
  suggestedAnswerHint: 'What members wrote. Leave out what was only for this contact.',

  askedIn: 'By the instructions of',

  askedAnywhere: 'The organisation alone',

  wouldSay: 'What a contact would be answered',
  tryAnswer: 'See the answer',
  tryAnswerHint: 'Answers as for a contact, and sends nothing. A provider that is on is asked, which costs.',
  answering: 'Answering…',
  actions: ACTIONS,
  reasons: REASONS,
  modes: MODES,
  told: 'What the contact is told',
  citedFrom: (title: string) => `Cited from “${title}”`,
  openParts: 'Left without an answer',
  offeredFrom: 'Offered to the contact',
  why: 'Why',
  lookedFor: 'Searched for',
  verified: 'Refused drafts',
  fault: 'Provider',
  took: 'Took',
}
