import type { HandoffReason } from '@hilo/protocol'

/** Why AI handed over, as the end of a sentence. */
export const reasonsEn: Record<HandoffReason, string> = {
  user_asked: 'the contact asked for a person',
  no_evidence: 'too little was found in the articles to answer it',
  model_declined: 'articles were found, but the model saw no answer in them',
  low_confidence: 'what was found does not answer it surely enough',
  verify_failed: 'what was drafted said more than its sources',
  repeated_question: 'the same was asked again after an answer',
  negative_feedback: 'the contact said that the answer did not help',
  upset: 'the contact is angry',
  policy_topic: 'people answer this topic',
  off_topic: 'it is outside the topics of this inbox',
  needs_person: 'only a person can do what was asked',
  tool_failed: 'something that had to be done did not work',
  tool_waits: 'a member has to approve what is to be done',
  unproved: 'the contact could not show who they are',
  budget: 'the budget for AI is used up',
  provider_error: 'the AI provider did not answer',
  internal_error: 'something failed in Hilo: its log says what',
  not_sent: 'the platform would not take the answer',
  injection: 'the message looks written to mislead the AI',
  unreadable: 'the contact sent something that AI cannot read',
  other_hours: 'AI answers in this inbox at other times',
}
