import type { PlayedGoal } from '@hilo/protocol'

const ENDS: Record<PlayedGoal['end'], string> = {
  contact: 'The contact had no more to say.',
  people: 'People have the conversation.',
  turns: 'The contact wrote as often as they may.',
  not_played: 'It was not played to its end.',
}

/** The English words of contacts with a goal. */
export const testGoalEn = {
  kind: 'Who writes for the contact',
  kinds: { turns: 'You, turn by turn', goal: 'A model, by a goal' },
  title: 'The contact',
  hint:
    'A model plays this contact: it knows what stands here and what was said, and nothing of your ' +
    'articles. Its calls count in your budgets.',
  persona: 'Who they are, and how they write',
  personaHint: 'Such as: in a hurry, writes short, skips capitals. Empty: anybody.',
  wants: 'What they want',
  wantsHint: 'Such as: cancel the order that arrived broken, and know when the money comes back.',
  facts: 'What they know, and tell when it is asked for',
  factsHint: 'One a line, with a colon: Order number: A-7.',
  begins: 'How they begin',
  beginsHint: 'Each line is a way of it: each play takes the next. Empty: the model begins too.',
  contentWhen: 'They are content when',
  contentWhenHint:
    'One a line, in words that can be checked: they know that the money comes back within 5 days.',
  nameHint: 'Empty: the first words of what they want.',
  languageHint: 'In which they write, such as en or es. Empty: that of what they want.',
  missing: { wants: 'Say what they want', contentWhen: 'Say when they are content' },
  turnsMax: 'Messages at most',
  expectTitle: 'What must hold of the whole conversation',
  endsWith: 'It ends with an answer that',
  mustNotCall: 'Must not call',
  mustNotCallHint: 'A tool a line.',
  summary: (wants: string) => `Contact with a goal: ${wants}`,
  leftOut: (count: number) =>
    count === 1
      ? 'A contact with a goal is not in the CSV: export JSON for all of them.'
      : `${count} contacts with a goal are not in the CSV: export JSON for all of them.`,
  notPlayedCount: (count: number) =>
    count === 1
      ? 'One play could not be played: it neither passed nor failed, and a gate does not count it as passed.'
      : `${count} plays could not be played: they neither passed nor failed, and a gate does not count ` +
        'them as passed.',
  playState: {
    passed: (play: string) => `${play}: passes`,
    failed: (play: string) => `${play}: fails`,
    not_played: (play: string) => `${play}: not played`,
  },
  ends: ENDS,
  isContent: (isContent: boolean) => `The contact: ${isContent ? 'content' : 'not content'}.`,
  isMet: (isMet: boolean) =>
    `The judge: ${isMet ? 'all that they wanted holds' : 'not all that they wanted holds'}.`,
  choices: 'The contact may press',
  notPlayed: {
    contact: (why: string) => `Not played: the model that plays the contact failed. ${why}`,
    judge: (why: string) => `Not played: the model that judges the conversation failed. ${why}`,
  },
}
