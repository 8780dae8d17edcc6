import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a site hands out at an address. */
export type SitePage = { body?: string; status?: number; headers?: Record<string, string> }

export type FixtureSite = {
  /** `127.0.0.1:port`. */
  host: string
  url: string
  /** By the path; what is not in it is not there. A page can be changed while the site is read. */
  pages: Map<string, SitePage>
  /** What was asked for, in order: `200 /help`. */
  log: string[]
  close(): Promise<void>
}

/** A site on this machine that tells by ETag whether a page changed. Every page says something of its own. */
export async function startSite(pages: Record<string, SitePage> = {}): Promise<FixtureSite> {
  const all = new Map(Object.entries(pages))
  const log: string[] = []
  const server = createServer((request, response) => answer(all, log, { request, response }))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    ...{ host, url: `http://${host}`, pages: all, log },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

type Exchange = { request: IncomingMessage; response: ServerResponse }

function answer(pages: FixtureSite['pages'], log: string[], { request, response }: Exchange): void {
  const path = request.url ?? '/'
  const page = pages.get(path)
  const body = page?.body ?? ''
  const etag = `"${createHash('sha256').update(body).digest('hex').slice(0, 16)}"`
  const isKnown = page !== undefined && request.headers['if-none-match'] === etag
  const status = page ? (isKnown ? 304 : (page.status ?? 200)) : 404
  log.push(`${status} ${path}`)
  response.writeHead(status, { etag, 'content-type': 'text/html; charset=utf-8', ...page?.headers })
  response.end(status === 304 ? undefined : body)
}

/** A page as a site writes it, with what stands on every page around it. */
export function aPage({
  title,
  text,
  links = [],
}: {
  title: string
  text: string
  links?: string[]
}): SitePage {
  const to = links.map((link) => `<li><a href="${link}">${link}</a></li>`).join('')
  const body = `<!doctype html><html lang="en"><head><title>${title} | Shop</title></head><body>
<header><a href="/">Shop</a> Basket (0)</header><nav><ul>${to}</ul></nav>
<main><h1>${title}</h1><p>${text}</p></main><footer>All rights reserved</footer></body></html>`
  return { body }
}
