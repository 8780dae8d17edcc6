/** The English words of the days on which people are there at other hours. */
export const daysEn = {
  title: 'Exceptional days',
  intro: (timeZone: string) =>
    'Holidays, and days with other hours. On them these hold in place of those of every week, in all ' +
    `inboxes, as soon as they are added, in the time zone ${timeZone}. Contacts who wait are told the date ` +
    'and when you are back. Where nobody says when people are there, they change nothing.',
  noHours:
    'No hours are in force for all inboxes yet: set them above, and publish. Until then a day changes ' +
    'nothing where an inbox has no hours of its own.',
  error: 'The exceptional days could not be loaded',
  none: 'No exceptional day to come.',
  addOne: 'Add an exceptional day',
  date: 'Date',
  dateHint: 'A date that is there already is replaced.',
  name: 'Name',
  nameHint: 'For your team, such as Christmas: contacts are told the date.',
  open: 'People are there',
  opens: { closed: 'Not at all', hours: 'At other hours' },
  from: 'From',
  to: 'To',
  sameTime: 'The end has to be another time.',
  nextDay: 'On the next day.',
  atOnce: 'Overlaps others.',
  addHours: 'Add hours',
  removeHours: (from: string, to: string) => `Remove ${from} to ${to}`,
  add: 'Add day',
  added: (name: string) => `Added: ${name}.`,
  replaced: (name: string, before: string) => `${name} replaces ${before}.`,
  closed: 'closed',
  hours: (from: string, to: string) => `${from} to ${to}`,
  remove: (name: string) => `Delete ${name}`,
  ai: {
    when: 'When AI answers',
    whens: {
      always: 'Always',
      outside_hours: 'Only when people are not there',
      inside_hours: 'Only when people are there',
    },
    whenHints: {
      outside_hours:
        'While people are there a message goes to them at once, and the contact is told so. It stays ' +
        'theirs until they hand it back or close it. Where nobody says when people are there, AI always ' +
        'answers.',
      inside_hours:
        'While people are away a message waits for them, and the contact is told when they are back. It ' +
        'stays theirs until they hand it back or close it. Where nobody says when people are there, AI ' +
        'always answers.',
    },
    noHours: 'No hours are in force yet, so this changes nothing: AI always answers. Set them first.',
    toHours: 'When people are there, and exceptional days',
  },
}
