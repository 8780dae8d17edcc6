import { parseArgs } from 'node:util'
import { printFigures } from '../bench/figure.ts'
import { runProgram } from '../command-line.mjs'
import { openProofGround } from '../ground/open-ground.ts'
import { endWith } from './end.ts'
import { measureSim } from './measure-sim.ts'
import { writerOf } from './writer.ts'

/**
 * `npm run eval:sim -- --runs 5 --provider fake|openai`: simulated contacts, each scenario as often as asked.
 * Ends with code 1 when fewer than nine in ten scenarios pass every time, or an answer states what it does
 * not cite. `openai` asks OpenAI itself, with the key in OPENAI_API_KEY, and costs money; so may an address,
 * whose key is in WRITER_KEY.
 */
runProgram(async () => {
  const { values } = parseArgs({
    options: {
      runs: { type: 'string', default: '5' },
      provider: { type: 'string', default: 'fake' },
      model: { type: 'string', default: 'gpt-4.1-mini' },
      seed: { type: 'string', default: '1' },
      json: { type: 'string' },
    },
  })
  const [runs, seed] = [Number(values.runs), Number(values.seed)]
  const writer = writerOf(values.provider, values.model)
  const ground = await openProofGround()
  const figures = await measureSim(ground, {
    ...{ runs, seed, writer },
    onFailure: (line) => process.stdout.write(`  ${line}\n`),
  })
  await ground.close()
  process.stdout.write(
    `Simulated contacts, provider ${values.provider}, seed ${seed}\n${printFigures(figures)}\n`,
  )
  endWith(figures, values)
})
