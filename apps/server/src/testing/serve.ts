import { openGround, startApp } from '../app.ts'
import { readConfig } from '../config.ts'

/** The server as a process of its own, for a test that kills it; the environment says on what it serves. */
const ground = await openGround(readConfig(process.env), () => undefined)
await startApp(ground, null)
process.stdout.write('ready\n')
