import module from 'node:module'
import { join } from 'node:path'
import { root } from './command-line.mjs'

// Loaded before the program: keeps what Node compiled for the next start, which takes a fifth less time. A
// folder that cannot be written, or an old Node, is no reason not to start.
module.enableCompileCache?.(join(root, 'node_modules', '.cache', 'compiled'))
