/** The English words of questions that AI found too little for. */
export const openQuestionEn = {
  strip: 'What AI could not answer',
  title: (question: string) => `Not answered: “${question}”`,
  nowTitle: (question: string) => `Answered now: “${question}”`,
  nearest: 'Nearest article:',
  nearestTooFar: (share: string, needed: string) => `Nearest article (covers ${share}, ${needed} is needed):`,
  nothing: 'No article has any of its words.',
  nothingNear: 'No article comes near it.',
  nothingForContacts: 'No article for contacts has any of its words.',
  nothingNearForContacts:
    'No article for contacts comes near it. A draft also reads internal ones, and those with few of its ' +
    'words.',
  offered: 'Offered to the contact:',
  answeredNow: 'Answered now by:',
  write: 'Write an article',
  put: 'Put it into the reply',
  putHint: 'The article’s own words; you send them',
  replaced: 'The reply was replaced',
  beforeReply: 'Asked before the last reply.',
  done: 'Done',
  doneHint: 'Nothing more is to be said about it in this conversation',
  doneTitle: (question: string) => `Dealt with: “${question}”`,
  doneFailed: (question: string) => `Could not be marked as done: “${question}”`,
  settling: 'Saving…',
  more: (count: number) => `${count} more without an answer`,
  fewer: 'Show fewer',
}
