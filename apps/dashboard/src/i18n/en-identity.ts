/** The words of how a widget knows who its visitors are, in English. */
export const identityEn = {
  title: 'Signed identity',
  body:
    'Your site’s own server can say who a visitor is, in a signed token. Then the conversation follows ' +
    'them to every device, nobody else sees it, and AI’s tools may act for them.',
  error: 'The signed identity could not be loaded',
  mode: 'Who can write',
  modes: {
    off: 'Anybody, anonymously',
    optional: 'Anybody; known when your site sends a token',
    required: 'Only who your site sends a token for',
  },
  modeHints: {
    off: 'Every visitor is anonymous. Make a secret or give a public key to know who they are.',
    optional: 'Your site must send a token for each signed-in visitor; without one they stay anonymous.',
    required: 'Your site must send a token for each signed-in visitor. Others see that they have to sign in.',
  },
  notYetHint:
    'Visitors are still anonymous. Two steps are missing: have your site send tokens, as shown below, and ' +
    'choose here that they are read.',
  keys: 'Signed with',
  types: { secret: 'Secret', public_key: 'Public key' },
  none: 'No key yet: make a secret, or give your public key.',
  two: 'Two are good at a time: give your server the new one, then remove the old one.',
  full: 'There are two already',
  newSecret: 'Make a secret',
  givePublicKey: 'Give a public key',
  publicKey: 'Public key, as PEM',
  publicKeyHint: 'RSA from 2048 bits on (RS256) or of the curve P-256 (ES256).',
  add: 'Add',
  remove: 'Remove',
  removeTitle: 'Remove this key?',
  removeBody:
    'What it signed is good for nothing from then on: visitors with such a token have to load the ' +
    'page again.',
  once: 'This secret is shown once. Keep it on your server only: whoever has it can be any visitor.',
  copy: 'Copy the secret',
  copied: 'The secret was copied.',
  copyFailed: 'It could not be copied: mark it and copy it by hand.',
  done: 'Done',
  cancel: 'Cancel',
  how: 'How your server signs',
  language: 'Language',
  page: 'On your pages',
  pageHint: 'As an attribute of the snippet, or later by a call; log out when the visitor does.',
}
