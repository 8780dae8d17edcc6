import { randomInt } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'

// Below the range from which systems take the ports of outgoing connections, so that none of those sits on
// it.
const LOWEST = 20_000
const HIGHEST = 32_000

type Choice = { readonly portFile: string; readonly log: (sentence: string) => void }

/**
 * The port of this cluster: chosen free once and kept, chosen anew (and said) only when another program has
 * it.
 */
export async function choosePort({ portFile, log }: Choice): Promise<number> {
  const kept = existsSync(portFile) ? Number(readFileSync(portFile, 'utf8')) : undefined
  if (kept !== undefined && (await isFree(kept))) return kept
  const port = await findFreePort()
  if (kept !== undefined)
    log(`Port ${kept} is taken by another program: the database now listens on ${port}.`)
  writeFileSync(portFile, `${port}\n`)
  return port
}

async function findFreePort(): Promise<number> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const port = randomInt(LOWEST, HIGHEST)
    if (await isFree(port)) return port
  }
  throw new Error(`No port between ${LOWEST} and ${HIGHEST} is free for the database: stop other programs.`)
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen({ port, host: '127.0.0.1' }, () => server.close(() => resolve(true)))
  })
}
