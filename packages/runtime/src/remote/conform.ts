import { checkRemote } from './check-remote.ts'
import { reachRemote } from './reach.ts'

/**
 * `HILO_REMOTE_SECRET=... npm run conform -- https://...`: whether a remote backend keeps to the protocol.
 * A plain `http://` address is taken of this machine alone.
 */
const [, , url = ''] = process.argv
const secrets = (process.env.HILO_REMOTE_SECRET ?? '').split(',').filter(Boolean)
if (!URL.canParse(url) || secrets.length === 0) {
  console.error('Give the URL of the backend, and its secret in HILO_REMOTE_SECRET.')
  process.exit(2)
}
const egress = reachRemote(url)
const findings = await checkRemote({ egress, remote: { url, secrets } })
for (const { rule, fault } of findings) {
  console.log(`${fault === null ? 'ok    ' : 'FAILED'}  ${rule}${fault === null ? '' : `: ${fault}`}`)
}
const failed = findings.filter(({ fault }) => fault !== null).length
console.log(`${findings.length - failed} rules kept, ${failed} broken.`)
await egress.close()
process.exit(failed > 0 ? 1 : 0)
