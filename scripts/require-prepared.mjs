import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './command-line.mjs'

// Loaded before the program. npm leaves the preparation out when its `ignore-scripts` setting is on; without
// this the reader would see a syntax error of an old Node in place of what to do.
const isOld = Number(process.versions.node.split('.')[0]) < 24
if (isOld || !existsSync(join(root, 'node_modules', '.bin', 'node'))) {
  console.error('Run "node scripts/prepare.mjs" first: npm\'s ignore-scripts setting kept it from running.')
  process.exit(1)
}
