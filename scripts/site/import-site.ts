import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { isBelowBar, printFigures } from '../bench/figure.ts'
import { openProofGround } from '../ground/open-ground.ts'
import { measureImport } from './measure-import.ts'

/**
 * `npm run import:site`: a site of a thousand pages is read by a server that is killed in the middle, and
 * then read again after some pages changed. Ends with code 1 below a bar.
 */

const { values } = parseArgs({
  options: {
    pages: { type: 'string', default: '1000' },
    changed: { type: 'string', default: '25' },
    gone: { type: 'string', default: '3' },
    json: { type: 'string' },
  },
})
const say = (text: string) => process.stdout.write(`${text}\n`)
const ground = await openProofGround()
try {
  const figures = await measureImport(ground, {
    ...{ pages: Number(values.pages), changed: Number(values.changed), gone: Number(values.gone) },
    tell: (sentence) => say(`  ${sentence}`),
  })
  say(printFigures(figures))
  if (values.json) await writeFile(values.json, `${JSON.stringify({ ...values, figures }, null, 2)}\n`)
  process.exitCode = figures.some(isBelowBar) ? 1 : 0
} finally {
  await ground.close()
}
