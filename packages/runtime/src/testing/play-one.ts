import { createPool } from '../host/pool.ts'
import { jobOf } from './job-of.ts'

/** A server with one turn under way, for a test that kills it. */
const [, , bundlePath = ''] = process.argv
const pool = await createPool({ limits: { pongMs: 60_000 } })
// Whoever listened may be gone: then so is the purpose.
process.stdout.on('error', () => process.exit())
setTimeout(() => console.log('playing'), 500)
console.log(JSON.stringify(await pool.play(jobOf({ hash: 'one', bundlePath }))))
