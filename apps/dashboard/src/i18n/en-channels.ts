/** What only some channels have: where a message came from, what is said in public. */
export const channelsEn = {
  origin: {
    forwarded: 'Passed on',
    story: 'In answer to your story',
    storyGone: 'The story is not there any more.',
    referral: {
      ad: 'Came by an advertisement',
      post: 'Came by a post',
      link: 'Came by a link',
      product: 'About a product',
    },
  },
  cards: {
    picture: (url: string) => `Picture: ${url}`,
    video: (url: string) => `Video: ${url}`,
    product: (id: string) => `Product: ${id}`,
  },
  history: {
    imported: (messages: number, percent: number | null) => {
      const count = `${messages} earlier ${messages === 1 ? 'message' : 'messages'} brought over`
      return percent === null || percent === 100 ? count : `${count}, ${percent} % so far`
    },
    refused: (code: string) =>
      code === '2593109'
        ? 'Earlier messages are not brought over: the business declined it in the phone app.'
        : `Earlier messages are not brought over (code ${code}).`,
  },
  handover: {
    unknown: 'another app',
    metaInbox: 'Meta’s inbox',
    app: (id: string) => `the app ${id}`,
    lost: (app: string) => `The conversation went to ${app}`,
    got: (app: string) => `The conversation came back from ${app}`,
    asked: (app: string) => `${app} asks for the conversation`,
    taken: (who: string, app: string) => `${who} took the conversation from ${app}`,
    given: (who: string, app: string) => `${who} gave the conversation back to ${app}`,
    heldTitle: (app: string) => `Held by ${app}`,
    heldBody: 'It answers there, and the micro-backend is silent. Notes still work.',
    take: 'Take over',
    giveBack: 'To the other app',
    giveBackTo: (app: string) => `Give the conversation back to ${app}`,
  },
  comment: {
    kinds: {
      comment: 'Public comment on a post',
      live_comment: 'Public comment on a live video',
      mention: 'Public mention',
    },
    open: 'Open the post',
    ours: 'Public reply',
    isHidden: 'Hidden from the public',
    reply: 'Reply to the comment',
    hide: 'Hide the comment',
    show: 'Show the comment again',
    hid: 'Hid the comment',
    showed: 'Showed the comment again',
    how: 'Who may read the answer',
    privately: 'Reply privately',
    publicly: 'Reply publicly',
    quoting: 'Private reply to the comment, once',
    quotingPublic: 'Public reply under the comment',
    allRead: 'Everybody who sees the post can read this',
    wordsOnly: 'A public reply is words only',
  },
}
