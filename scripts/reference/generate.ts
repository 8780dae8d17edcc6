import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root, runProgram } from '../command-line.mjs'
import { renderReference } from './render-reference.ts'

runProgram(async () => {
  for (const [path, text] of await renderReference()) {
    writeFileSync(join(root, path), text)
    console.log(`Written: ${path}`)
  }
})
