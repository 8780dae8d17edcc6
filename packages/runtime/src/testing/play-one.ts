import { createPool } from '../host/pool.ts'
import { jobOf } from './job-of.ts'

/** A server with one turn under way, for a test that kills it. */
const [, , bundlePath = ''] = process.argv
const pool = await createPool({ limits: { pongMs: 60_000 } })
setTimeout(() => console.log('playing'), 500)
console.log(JSON.stringify(await pool.play(jobOf({ hash: 'one', bundlePath }))))
