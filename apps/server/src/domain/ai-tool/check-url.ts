import type { AiToolSettings, Issue } from '@hilo/protocol'
import { issueAt } from '../issue/refuse.ts'

type Addressed = Partial<Pick<AiToolSettings, 'url' | 'hosts'>>

/** That an address is whole, and leads where the tool may go and nowhere that is filled in. */
export function checkUrl({ url, hosts }: Addressed, loopback: readonly string[]): Issue[] {
  if (url === undefined) return []
  const wrong = wrongWith(url, loopback)
  if (wrong) return [issueAt('url', ...wrong)]
  const { hostname } = new URL(url)
  if (!hosts || hosts.some((pattern) => isBelow(hostname, pattern))) return []
  // Either may be the one that is wrong, and who changed the address has not looked at the hosts.
  return [
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

/** Null: nothing is wrong with it by itself. */
function wrongWith(url: string, loopback: readonly string[]): [message: string, messageEs: string] | null {
  const [beforePath] = /^[a-z]+:\/\/[^/?#]*/i.exec(url) ?? []
  if (beforePath && /[{}]/.test(beforePath))
    return [
      'Nothing can be filled in before its path: write the host itself.',
      'Antes de la ruta no se completa nada: escribe el servidor mismo.',
    ]
  if (!beforePath || !URL.canParse(url))
    return [
      'Write a whole address, such as https://api.example.com/orders.',
      'Escribe una dirección entera, por ejemplo https://api.example.com/orders.',
    ]
  const { protocol, host, username, password, hash } = new URL(url)
  if (username + password + hash !== '')
    return [
      'Leave out its user, its password and what follows #. A password belongs in a secret header.',
      'Quita el usuario, la contraseña y lo que sigue a #. Una contraseña va en un encabezado secreto.',
    ]
  if (protocol === 'https:' || (protocol === 'http:' && loopback.includes(host))) return null
  return ['It has to begin with https://.', 'Tiene que empezar con https://.']
}

function isBelow(host: string, pattern: string): boolean {
  return pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) : host === pattern
}
