#!/usr/bin/env node
// Says what is missing before anything is loaded that an older Node cannot read.
const NODE_MIN = 24
if (Number.parseInt(process.versions.node, 10) >= NODE_MIN) await import('../src/main.ts')
else {
  console.error(`hilo-meta-sim needs Node ${NODE_MIN}, and this is ${process.versions.node}: install it.`)
  process.exitCode = 2
}
