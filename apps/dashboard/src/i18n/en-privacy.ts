/** The words of what is kept of a contact, in English. */
export const privacyEn = {
  title: 'Privacy',
  export: 'Save what is kept',
  exportHint: 'All that is kept of the contact, as a file.',
  exportError: 'It could not be saved',
  erase: 'Erase contact',
  eraseTitle: (name: string) => `Erase ${name}?`,
  eraseBody:
    'The contact goes for good, with all conversations, files and notes, and what AI answered and ' +
    'looked up for them. Who writes again is somebody new. What stays: raw webhooks for 30 days, backups, ' +
    'and articles and test cases that were made from what they wrote.',
  eraseNow: 'Erase for good',
  erased: 'The contact was erased.',
}
