import { expect, test } from 'vitest'
import { checkUrl } from './check-url.ts'

const HOSTS = ['api.shop.example']
const told = (url: string) =>
  checkUrl({ url, hosts: HOSTS }, ['localhost:9']).map(
    ({ path, message }) => `${path}: ${message.slice(0, 24)}`,
  )

const FILLED_IN = 'url: Nothing can be filled in'
const SECRETS = 'url: Leave out its user, its '
const HTTPS = 'url: It has to begin with htt'
const WHOLE = 'url: Write a whole address, s'
const NAME = 'hosts: Name other.example too: '
const LEADS = 'url: It leads to other.exampl'

test.each([
  ['https://api.shop.example/{id}', []],
  ['http://api.shop.example/', [HTTPS]],
  ['http://me:secret@api.shop.example/#x', [SECRETS, HTTPS]],
  ['http://{shop}.example/#x', [FILLED_IN, SECRETS, HTTPS]],
  ['http://other.example/', [HTTPS, NAME, LEADS]],
  ['api.shop.example', [WHOLE]],
  ['https://', [WHOLE]],
] as const)('all that is wrong with an address is told at once: %s', (url, wrong) => {
  expect(told(url)).toEqual(wrong)
})
