import { allowedLink, hostFrom, type LinkHosts } from '@hilo/protocol'
import { readBlocks } from '../../ui/markdown/read-blocks.ts'

/** The hosts that a text has links to and that are not on the list of the org, in the order of the text. */
export function foreignHosts(markdown: string, { own, added }: LinkHosts): string[] {
  const hosts = [...own, ...added]
  const foreign = linksIn(readBlocks(markdown)).filter((href) => allowedLink(href, hosts) === null)
  return [...new Set(foreign.flatMap((href) => hostFrom(href) ?? []))]
}

function linksIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(linksIn)
  if (typeof value !== 'object' || value === null) return []
  const { type, href } = value as { type?: string; href?: string }
  const own = type === 'link' && href !== undefined && /^https?:/.test(href) ? [href] : []
  return [...own, ...Object.values(value).flatMap(linksIn)]
}
