import type { AiToolSettings, Issue } from '@hilo/protocol'
import { issueAt } from '../issue/refuse.ts'

type Addressed = Partial<Pick<AiToolSettings, 'url' | 'hosts'>>

/** That an address is whole, and leads where the tool may go and nowhere that is filled in. */
export function checkUrl({ url, hosts }: Addressed, loopback: readonly string[]): Issue[] {
  if (url === undefined) return []
  const wrong = wrongWith(url, loopback).map((words) => issueAt('url', ...words))
  // Of one that is not whole nobody knows where it leads.
  if (!isPlain(url)) return wrong
  const { hostname } = new URL(url)
  if (!hosts || hosts.some((pattern) => isBelow(hostname, pattern))) return wrong
  // Either may be the one that is wrong, and who changed the address has not looked at the hosts.
  return [
    ...wrong,
    issueAt(
      'hosts',
      `Name ${hostname} too: its address is there.`,
      `Nombra también ${hostname}: ahí está su dirección.`,
    ),
    issueAt(
      'url',
      `It leads to ${hostname}, where it may not go: correct it, or name that host below.`,
      `Lleva a ${hostname}, adonde no puede ir: corrígela, o nombra ese servidor más abajo.`,
    ),
  ]
}

/** What comes before the path, where nothing may be filled in. */
const BEFORE_PATH = /^[a-z]+:\/\/[^/?#]*/i

type Words = [message: string, messageEs: string]

const FILLED_IN: Words = [
  'Nothing can be filled in before its path: write the host itself.',
  'Antes de la ruta no se completa nada: escribe el servidor mismo.',
]
const NOT_WHOLE: Words = [
  'Write a whole address, such as https://api.example.com/orders.',
  'Escribe una dirección entera, por ejemplo https://api.example.com/orders.',
]
const WITH_SECRETS: Words = [
  'Leave out its user, its password and what follows #. A password belongs in a secret header.',
  'Quita el usuario, la contraseña y lo que sigue a #. Una contraseña va en un encabezado secreto.',
]
const NO_HTTPS: Words = ['It has to begin with https://.', 'Tiene que empezar con https://.']

/** All that is wrong with it by itself: who mends one fault is not told of the next. */
function wrongWith(url: string, loopback: readonly string[]): Words[] {
  const [beforePath] = BEFORE_PATH.exec(url) ?? []
  if (!beforePath) return [NOT_WHOLE]
  const isFilledIn = /[{}]/.test(beforePath)
  // What is filled in keeps it from being read as an address, and hides nothing else.
  const readable = url.replace(beforePath, beforePath.replace(/[{}]/g, ''))
  if (!URL.canParse(readable)) return isFilledIn ? [FILLED_IN] : [NOT_WHOLE]
  const { protocol, host, username, password, hash } = new URL(readable)
  const isSafe = protocol === 'https:' || (protocol === 'http:' && loopback.includes(host))
  return [
    ...(isFilledIn ? [FILLED_IN] : []),
    ...(username + password + hash === '' ? [] : [WITH_SECRETS]),
    ...(isSafe ? [] : [NO_HTTPS]),
  ]
}

function isPlain(url: string): boolean {
  const [beforePath = '{'] = BEFORE_PATH.exec(url) ?? []
  return !/[{}]/.test(beforePath) && URL.canParse(url)
}

function isBelow(host: string, pattern: string): boolean {
  return pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) : host === pattern
}
