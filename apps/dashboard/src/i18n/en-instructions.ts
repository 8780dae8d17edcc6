/** The words of how AI is to answer, in English. */
export const instructionsEn = {
  title: 'AI instructions',
  body:
    'How AI answers your contacts. Nothing here can make it say what your articles do not, or do what a ' +
    'tool may not. Changes apply once they are published.',
  error: 'The instructions could not be loaded',
  place: 'Apply to',
  allInboxes: 'All inboxes',
  placeOrg: 'Each inbox can have instructions of its own besides these.',
  placeInbox:
    'Tone, purpose, topics, languages and hours given here replace those for all inboxes. What to do, what ' +
    'not to do and what goes to people is added to theirs.',
  placeDirty: 'Save or discard what you wrote first.',
  charter: 'What it is for',
  manner: 'How it speaks',
  onePerLine: 'one on each line',
  fields: {
    purpose: 'Purpose',
    topics: 'Topics it talks about',
    tone: 'Tone',
    dos: 'What to do',
    donts: 'What not to do',
    languages: 'Languages',
    peopleTopics: 'What goes to people',
    hours: 'When people are there',
  },
  hints: {
    purpose: 'Such as: helps with orders and returns of our shop. WhatsApp asks for a purpose.',
    topics:
      'A line each, such as: bookings, reservas. What is about none of them is declined, and a person is ' +
      'offered. A model says which topic it is; without one, a word of a topic has to be in the question ' +
      'or in the title of the article that comes closest, and what asks for an article by its title is ' +
      'answered anyhow. Empty: whatever your articles are about.',
    tone: 'Such as: calm and brief, without exclamation marks.',
    dos: 'Such as: ask for the number of the order.',
    donts: 'Such as: promise a date.',
    languages: 'Such as es or pt-BR; the first where no other is known. Empty: all that Hilo speaks.',
    peopleTopics:
      'When a contact uses one of these phrases, in any form of its words, the conversation goes to people ' +
      'at once. With a tag it does so only where the conversation has it, and without phrases always then.',
    hours:
      'Contacts who wait for people are told these hours, in the time zone of your organisation. An inbox ' +
      'may have AI answer only in them, or only outside of them.',
  },
  purposeMissing: 'WhatsApp’s terms allow AI for a purpose of the business: say which.',
  unspoken: (languages: string) =>
    `In ${languages} only a model answers. What Hilo says by itself (greetings, offering a person, ` +
    'handing over, reminders) is in English, Spanish and Portuguese, and English elsewhere; and whoever ' +
    'asks for a person in another language is understood by these buttons, or when no answer is found.',
  addTopic: 'Add a topic',
  topicName: 'Topic',
  topicPhrases: 'Phrases',
  topicOnlyWithTag: 'Only with the tag',
  topicAssignee: 'Assign to',
  topicNobody: 'Nobody',
  topicTag: 'Put the tag',
  optional: 'optional',
  removeTopic: (name: string) => `Remove the topic ${name}`,
  saysHours: 'Tell contacts when people are there',
  from: (day: string) => `${day}, from`,
  to: (day: string) => `${day}, to`,
  holds: (version: number) => `Version ${version} is in force.`,
  holdsNothing: 'No instructions in force.',
  unsaved: 'What you wrote is not saved.',
  unpublished: 'Later changes are a draft.',
  discard: 'Discard',
  save: 'Save draft',
  saved: 'The draft was saved.',
  nothingToSave: 'Nothing was changed.',
  publish: 'Publish',
  publishHint: 'The next answer is given by it.',
  published: 'It applies from the next answer on.',
  nothingToPublish: 'This is in force already.',
  overtaken: (who: string) => `${who} saved meanwhile.`,
  overtakenDetail: 'What you wrote is still here, and was not sent.',
  showChanges: 'Show the difference',
  hideChanges: 'Hide the difference',
  keepMine: 'Keep mine',
  keepMineHint: 'Yours becomes the draft when you save; theirs stays in the history if it was published.',
  takeTheirs: 'Take theirs',
  takeTheirsHint: 'What you wrote is discarded.',
  same: 'Nothing differs.',
  tryOut: 'Try it on past questions',
  tryHint:
    'The last questions of your contacts, each after what was said before it, answered by the version in ' +
    'force and by the draft, side by side. Nothing is sent to anybody, and no tool is used.',
  tryNone: 'AI has answered nothing here yet.',
  trySame: 'The draft is the version in force: there is nothing to compare.',
  tryDirty: 'Save the draft first.',
  tryCost: (count: number, dollars: string | null) => {
    const what = count === 1 ? 'One question, answered twice' : `${count} questions, each answered twice`
    if (dollars === null) return `${what}. What that costs is not known.`
    return `${what}: about US$ ${dollars}, by what was paid for it then.`
  },
  tryRun: 'Answer them',
  trying: 'They are being answered.',
  byPublished: 'Version in force',
  byDraft: 'Draft',
  tryHandoff: 'To people',
  tryFrom: (titles: string) => `From: ${titles}`,
  history: 'Versions',
  number: (version: number) => `Version ${version}`,
  inForce: 'In force',
  draft: 'Draft',
  changes: 'What changed',
  rollBack: 'Put back into force',
  rollBackHint: 'The next answer is given by this version again.',
  rolledBack: (version: number) => `Version ${version} is in force again.`,
  stop: 'Take out of force',
  stopHint: 'The next answer is given without these instructions.',
  stopped: 'They are no longer in force.',
  publications: 'What was in force when',
  putIntoForce: (version: number) => `Version ${version} was put into force`,
  endedForce: 'None was in force any more',
}
