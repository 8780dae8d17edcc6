import type { AiToolSettings, Issue } from '@hilo/protocol'
import { issueAt } from '../issue/refuse.ts'

/** What the connection decides, and what the server itself says. */
const RESERVED = new Set([
  ...['host', 'connection', 'content-length', 'content-type', 'transfer-encoding', 'expect', 'upgrade'],
  ...['idempotency-key', 'accept-encoding', 'te', 'trailer', 'keep-alive', 'proxy-authorization'],
])

type Headed = Partial<Pick<AiToolSettings, 'headers' | 'secretHeaders'>>

/** That each header stands once, and none that is not the tool's to set. */
export function checkHeaders({ headers = [], secretHeaders = [] }: Headed): Issue[] {
  const named = [
    ...headers.map(({ name }, at) => ({ name: name.toLowerCase(), at: ['headers', at, 'name'] })),
    ...secretHeaders.map(({ name }, at) => ({ name: name.toLowerCase(), at: ['secretHeaders', at, 'name'] })),
  ]
  return named.flatMap(({ name, at }, nth) => {
    if (RESERVED.has(name))
      return [
        issueAt(
          at,
          `${name} is set by the server itself: remove it here.`,
          `${name} lo pone el servidor: quítalo aquí.`,
        ),
      ]
    return named.findIndex((one) => one.name === name) < nth
      ? [issueAt(at, 'There is a header of this name already.', 'Ya hay un encabezado con este nombre.')]
      : []
  })
}
