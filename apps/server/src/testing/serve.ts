import { flushCompileCache } from 'node:module'
import { openGround, startApp } from '../app.ts'
import { readConfig } from '../config.ts'

/** The server as a process of its own, for a test that kills it; the environment says on what it serves. */
const ground = await openGround(readConfig(process.env), () => undefined)
await startApp(ground, null)
// Who is killed does not get round to it at the end.
flushCompileCache()
process.stdout.write('ready\n')
