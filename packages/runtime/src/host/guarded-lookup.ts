import { promises as dns, type LookupAddress, type LookupOptions } from 'node:dns'
import { isPublicAddress } from './address.ts'
import { egressError } from './egress-fault.ts'

/** How addresses are looked up and refused. */
export type Guard = {
  /** How names become addresses; the system's way by default. */
  readonly resolve?: (host: string) => Promise<LookupAddress[]>
  /** What to do about a target that is refused for being private: said after the refusal. */
  readonly hint?: string
}

type LookupCallback = (
  error: NodeJS.ErrnoException | null,
  address: string | LookupAddress[],
  family?: number,
) => void

/** One private address among public ones refuses the name: which one is taken would be a matter of luck. */
export function guardedLookup(options: Guard) {
  const { resolve = resolveAll } = options
  return (host: string, { all }: LookupOptions, done: LookupCallback): void => {
    resolve(host).then(
      (addresses) => {
        const [first] = addresses
        if (!first) return done(egressError('no_address', `${host} has no address.`), '')
        if (!addresses.every(({ address }) => isPublicAddress(address))) {
          return done(notPublic(host, options), '')
        }
        return all ? done(null, addresses) : done(null, first.address, first.family)
      },
      () => done(egressError('no_address', `${host} has no address.`), ''),
    )
  }
}

function resolveAll(host: string): Promise<LookupAddress[]> {
  return dns.lookup(host, { all: true, order: 'verbatim' })
}

/** @returns the error that refuses a host for where it is. */
export function notPublic(host: string, options: Guard): Error {
  return refused(`${host} is not a public address.`, options)
}

/** @returns a refusal, with what to do about it where somebody knows. */
export function refused(sentence: string, { hint }: Guard): Error {
  return egressError('not_allowed', hint === undefined ? sentence : `${sentence} ${hint}`)
}
