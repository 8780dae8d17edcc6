import { join } from 'node:path'
import { en } from '../../apps/dashboard/src/i18n/en.ts'
import { root, runProgram } from '../command-line.mjs'
import { findUnused, readUses } from './find-unused.ts'

runProgram(checkWords)

/** Every text of the dashboard is shown by a page. Which languages lack one, their type says. */
async function checkWords(): Promise<void> {
  const unused = findUnused(en, await readUses(join(root, 'apps/dashboard'), en))
  for (const path of unused) console.log(`words.${path} is shown by no page: remove it from every language`)
  if (unused.length > 0) throw new Error(`${unused.length} texts are shown by no page.`)
}
