/** The words of what AI may have done, in English. */
export const toolsEn = {
  title: 'AI tools',
  body:
    'Requests to your own services, such as the state of an order. The model only fills in the fields; ' +
    'who the contact is, and who has to agree, is decided here.',
  error: 'The tools could not be loaded',
  emptyTitle: 'AI has no tools yet',
  emptyBody:
    'Describe a request to a service of yours, and AI can look something up or have it done for a contact.',
  add: 'Add a tool',
  back: 'Back to the tools',
  change: 'Change',
  changeOf: (title: string) => `Change ${title}`,
  remove: 'Remove',
  removeOf: (title: string) => `Remove ${title}`,
  removeTitle: (title: string) => `Remove ${title}?`,
  removeBody:
    'Its secrets are deleted, and whatever waits for it is not done. What it did stays written down.',
  off: 'Off',
  save: 'Save',
  saved: (title: string) => `${title} was saved.`,
  optional: 'optional',
  onePerLine: 'one on each line',
  tryTitle: 'Try it',
  tryBody:
    'Sends the request as the tool is saved, to the service itself, with the header hilo-test: true. No ' +
    'conversation is told of it.',
  tryConfirm: (method: string) => `${method} may change something at the service, and I mean it`,
  tryUnconfirmed: 'Confirm that it may change something',
  tryCodeBody:
    'Runs the code of the active version with this input, with its configuration and its secrets, for a ' +
    'contact who is made up. No conversation is told of it; the execution log is.',
  tryCodeConfirm: 'The code really runs, what it does is done, and I mean it',
  tryName: 'Name of the contact',
  tryPhone: 'Phone of the contact',
  triedCode: (ms: number) => `It ran for ${ms} ms.`,
  tryIt: 'Try it',
  tried: (status: number | null, ms: number) =>
    status === null ? `No answer after ${ms} ms.` : `It answered ${status} after ${ms} ms.`,
  trySent: 'What was sent',
  tryCame: 'What came',
  trySaid: 'What the contact would be told',
  trySaidByModel: 'Nobody has to agree to this tool, so a model says what came in its own words.',
  purpose: 'What it is for',
  titleField: 'Title',
  titleHint: 'What members read, and the contact who is asked.',
  name: 'Name',
  nameHint: 'The model calls it by this name, which cannot be changed later.',
  description: 'When it is used',
  descriptionHint: 'Said to the model, such as: looks up the state of an order by its number.',
  fields: 'What the model fills in',
  fieldsHint: 'A value that does not fit is refused, and so is a field that is not listed here.',
  addField: 'Add a field',
  fieldLabel: 'Label',
  fieldName: 'Name',
  fieldType: 'Type',
  fieldOptions: 'Choices, with commas between',
  fieldDescription: 'Said to the model',
  fieldRequired: 'Has to be filled in',
  removeField: (label: string) => `Remove the field ${label}`,
  request: 'What is sent',
  method: 'Method',
  url: 'Address',
  wholeUrl: 'Write a whole address, such as https://api.example.com/orders.',
  placesHint:
    'A field is written {order_id}, what is in a group {address.street}, and in a list {items.0.sku}: 0 is ' +
    'the first. By itself the server fills in {contact.id}, {contact.phone} (on ' +
    'WhatsApp), {contact.email} and {contact.external_id} (once they are proved), {contact.address}, ' +
    '{conversation.id} and {inbox.id}. Where it does not know one, the tool is not offered.',
  hosts: 'Hosts it may go to',
  hostsHint: (host: string | null) =>
    host ? `Empty: only ${host}. Redirects leave none of them.` : 'Empty: only that of the address.',
  requestBody: 'Body',
  requestBodyHint:
    'JSON such as {"order": "{order_id}"}; a list or a group is the whole of a text: "{items}". Empty: all ' +
    'fields as they are.',
  headers: 'Headers',
  secretHeaders: 'Secret headers',
  secretHint: 'Stored encrypted, and never shown again. They go to the hosts above and nowhere else.',
  secretStays: 'Stays as it is',
  addHeader: 'Add',
  headerName: 'Name',
  headerValue: 'Value',
  removeHeader: (name: string) => `Remove ${name}`,
  agreement: 'Who has to agree',
  confirmation: 'Before it is done',
  confirmations: { none: 'Nobody is asked', contact: 'The contact says yes', member: 'A member approves it' },
  confirmationHints: {
    none: 'For what only looks something up.',
    contact: 'Only a plain yes to that very question counts, within ten minutes. No model decides that.',
    member: 'It waits in the conversation for a day.',
  },
  approvers: 'Who may approve it',
  approversAre: { agents: 'Any agent', admins: 'Admins and the owner', members: 'Named members' },
  approversHints: {
    agents: 'Whoever answers the conversation.',
    admins: 'Others see that it waits, and for whom.',
    members: 'And the owner, so that nothing waits for somebody who has left.',
  },
  approversNamed: 'Members who may approve it',
  onlyAdmins: 'Only an admin or the owner may decide this',
  onlyMembers: (names: string) => `Only ${names} or the owner may decide this`,
  assurance: 'Who may use it',
  assurances: {
    anyone: 'Anybody',
    platform: 'Accounts that the platform vouches for',
    email: 'Contacts with a verified e-mail address',
    signed: 'Visitors who are signed in on your site',
  },
  assuranceHints: {
    anyone: 'For what anybody may know.',
    platform:
      'WhatsApp, Instagram and Messenger vouch for the account. Nobody does for a visitor of a site: ' +
      'there a member has to approve.',
    email:
      'The contact writes their address and the code that is sent there, unless a signed identity says ' +
      'it already. It fills in {contact.email}, for an hour.',
    signed:
      'A signed identity of the site says who it is, and fills in {contact.external_id}. Others are ' +
      'asked to sign in.',
  },
  mailOff: 'No mail can be sent: the operator has to set HILO_SMTP_URL and HILO_MAIL_FROM.',
  mailFails: (reason: string) => `The mail server cannot be used at the moment (${reason}).`,
  mailFrom: (from: string) => `Codes come from ${from}.`,
  reply: 'Said to the contact when it was done',
  replyHint: 'After somebody agreed. Such as: your order is {result.state}. Empty: that it was done.',
  callsPerHour: 'Calls an hour in one conversation, at most',
  inboxes: 'Where it may be used',
  everyInbox: 'In every inbox',
  isEnabled: 'AI may use it',
  tool: 'Tool',
  waits: (title: string) => `AI asks to do this: ${title}`,
  noInput: 'With nothing to fill in.',
  manyLines: (count: number) => `${count} lines: read them all before you approve.`,
  approve: 'Approve',
  approveHint: 'It is done now, and the contact is told what came of it.',
  refuse: 'Refuse',
  refuseHint: 'The contact is told so, and you have the conversation.',
  deciding: 'This is being done.',
  decided: {
    ...{
      asked: 'The contact is asked.',
      waiting: 'It waits.',
      running: 'It is being done.',
      done: 'It was done.',
    },
    ...{ failed: 'It failed. The conversation is yours.', lost: 'Nobody knows how it ended.' },
    ...{
      refused: 'It was not done. The conversation is yours.',
      expired: 'It was too late.',
      dropped: 'It was dropped.',
    },
  },
}
