import { createServer } from 'node:net'

/** A port that a start needs: what listens there, and the setting that names another. */
export type Needed = { port: number; host: string; who: string; setting: string }

/** Of a whole installation on another place the ports keep their order. */
const APART = 10
const TRIES = 50

/**
 * Refuses a start before it has begun anything, with every port that it needs and does not get: who frees
 * one is not told of the next.
 *
 * @throws Error which says which ports are taken, and how to start on others that are free.
 */
export async function refuseTaken(needed: readonly Needed[]): Promise<void> {
  const isTaken = await Promise.all(needed.map(async ({ port, host }) => !(await isFree(port, host))))
  const taken = needed.filter((_, at) => isTaken[at])
  if (taken.length === 0) return
  const instead: string[] = []
  const given = new Set(needed.map(({ port }) => port))
  for (const { port, host, setting } of taken) {
    const other = await freeAfter(port, host, given)
    given.add(other)
    instead.push(`${setting}=${other}`)
  }
  const [names, of] = [taken.map(({ port, who }) => `Port ${port} (${who})`), taken.length > 1]
  throw new Error(
    `${names.join(' and ').replaceAll(' and Port', ' and port')} ${of ? 'are' : 'is'} taken by ` +
      `${of ? 'other programs. End them' : 'another program. End it'}, or start with ${instead.join(' ')}.`,
  )
}

async function freeAfter(port: number, host: string, given: ReadonlySet<number>): Promise<number> {
  for (let next = port + APART; next < Math.min(port + APART * TRIES, 65_536); next += APART)
    if (!given.has(next) && (await isFree(next, host))) return next
  // Every program may take any that is free: the system finds one.
  return 0
}

/** Any other fault of listening there is told by who listens. */
function isFree(port: number, host: string): Promise<boolean> {
  if (port === 0) return Promise.resolve(true)
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', ({ code }: NodeJS.ErrnoException) => resolve(code !== 'EADDRINUSE'))
    server.listen({ port, host }, () => server.close(() => resolve(true)))
  })
}
