/** What only some channels have: where a message came from. */
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
}
