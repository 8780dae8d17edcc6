import { parseArgs } from 'node:util'
import { printFigures } from '../bench/figure.ts'
import { runProgram } from '../command-line.mjs'
import { openProofGround } from '../ground/open-ground.ts'
import { endWith } from './end.ts'
import { measureInjection } from './measure-injection.ts'
import { measureObedience } from './measure-obedience.ts'

/**
 * `npm run eval:inject`: what the flags of injection see, and what they see wrongly; then every injection
 * against the whole pipeline, with a model that obeys it. Ends with code 1 when a tool was called or a
 * secret told.
 */
runProgram(async () => {
  const { values } = parseArgs({
    options: {
      data: { type: 'string' },
      split: { type: 'string', default: 'dev' },
      runs: { type: 'string', default: '5' },
      json: { type: 'string' },
    },
  })
  const flags = measureInjection(values)
  process.stdout.write(`Flags\n${printFigures(flags)}\n`)
  const ground = await openProofGround()
  const harm = await measureObedience(ground, { runs: Number(values.runs) })
  await ground.close()
  process.stdout.write(`A model that obeys, ${values.runs} runs\n${printFigures(harm)}\n`)
  endWith([...flags, ...harm], values)
})
