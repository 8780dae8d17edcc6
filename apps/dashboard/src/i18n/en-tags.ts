/** The English words of tags on conversations. */
export const tagsEn = {
  title: 'Tags',
  add: 'Add a tag',
  name: 'Tag',
  nameHint: 'One of your organisation’s, or a new one.',
  put: 'Add it',
  fillIn: 'Write the tag first',
  remove: (tag: string) => `Take off the tag ${tag}`,
}
