#!/usr/bin/env node
// Starts the command line on Node 24, which runs its TypeScript as it is. An older Node finds the 24 that npm
// has installed beside this package, or says what to do.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import * as nodeModule from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const NODE_MIN = 24

if (Number.parseInt(process.versions.node, 10) >= NODE_MIN) {
  // The second start need not compile again.
  nodeModule.enableCompileCache()
  await import('../src/cli/main.ts')
} else startAgain()

function startAgain() {
  const node = findNode(dirname(fileURLToPath(import.meta.url)))
  if (!node) {
    console.error(`hilo needs Node ${NODE_MIN}, and this is ${process.versions.node}: install it.`)
    process.exitCode = 1
    return
  }
  const child = spawn(node, process.argv.slice(1), { stdio: 'inherit' })
  // A terminal sends Ctrl-C to both; what is sent to this process alone is passed on.
  process.on('SIGINT', () => {})
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  child.on('exit', (code) => {
    process.exitCode = code ?? 1
  })
}

function findNode(folder) {
  const found = ['node', 'node.exe'].map((name) => join(folder, 'node_modules/.bin', name)).find(existsSync)
  if (found) return found
  return dirname(folder) === folder ? undefined : findNode(dirname(folder))
}
