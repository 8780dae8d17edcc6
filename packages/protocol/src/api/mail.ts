import { contract } from '../contract.ts'
import { MailState } from '../mail.ts'

export const getMailState = contract({
  method: 'GET',
  path: '/v1/mail',
  summary: 'Read whether mails can be sent, and from whom they are',
  permission: 'ai:read',
  returns: MailState,
  errors: [],
})
