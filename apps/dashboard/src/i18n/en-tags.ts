/** The English words of tags on conversations. */
export const tagsEn = {
  title: 'Tags',
  add: 'Add a tag',
  name: 'Tag',
  nameHint: 'One of your organisation’s, or a new one.',
  put: 'Add it',
  fillIn: 'Write the tag first',
  remove: (tag: string) => `Take off the tag ${tag}`,
  manage: 'Rename or delete tags',
  page: {
    title: 'Tags',
    error: 'The tags could not be loaded',
    emptyTitle: 'No tags yet',
    emptyBody: 'A tag is made where it is needed first: in the details of a conversation.',
    intro:
      'The tags of your organisation. A new name or a deletion counts for all conversations at once, and ' +
      'stands in the timeline of each.',
    conversations: (count: string, isOne: boolean) => `${count} ${isOne ? 'conversation' : 'conversations'}`,
    unused: 'On no conversation',
    inInstructions: 'in instructions',
    inInstructionsHint: 'Instructions of AI in force name this tag',
    rename: 'Rename',
    renameOf: (tag: string) => `Rename ${tag}`,
    delete: 'Delete',
    deleteOf: (tag: string) => `Delete ${tag}`,
    newName: 'New name',
    save: 'Rename it',
    saving: 'Saving…',
    same: 'Write another name',
    cancel: 'Cancel',
    renameBody: (count: string) => `It gets the new name on ${count}.`,
    deleteTitle: (tag: string) => `Delete the tag ${tag}?`,
    deleteUnused: 'It is on no conversation. This cannot be undone.',
    deleteBody: (count: string) => `It is taken off ${count}. This cannot be undone.`,
    elsewhere:
      'Micro-backends, broadcasts and segments that name it are not changed: who puts the old name makes ' +
      'it anew.',
    instructions: 'Instructions in force name it: change them too, they go on with the old name.',
    renamed: (tag: string, to: string) => `${tag} is called ${to} now`,
    deleted: (tag: string) => `The tag ${tag} was deleted`,
  },
}
