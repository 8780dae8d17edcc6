import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { statement } from '../../apps/server/src/db/statement.ts'
import type { Example } from '../cut/examples.ts'
import { connectExample, openStage, type Place, rest, type Stage } from '../cut/stage.ts'
import { openProofGround } from '../ground/open-ground.ts'

/**
 * `npm run journal`: how long a turn takes whose run has a journal of nearly 1,000 entries, from the moment
 * the message is stored to the moment the answer is. Ends with code 1 when the middle one misses the bar.
 */

const TURN_MAX_MS = 30

const TURNS = statement(`
  select extract(epoch from answer.created_at - question.created_at)::float8 * 1000 as ms, r.length
  from message question join message answer on answer.org_id = question.org_id
    and answer.conversation_id = question.conversation_id and answer.seq = question.seq + 1
  join run r on r.org_id = answer.org_id and r.id = answer.run_id
  where question.org_id = $1 and question.direction = 'in' and question.seq > 2 order by question.seq`)

const { values } = parseArgs({ options: { turns: { type: 'string', default: '15' } } })
const example: Example = {
  name: 'long-journal',
  file: fileURLToPath(new URL('./backend.ts', import.meta.url)),
  config: () => ({}),
  secrets: {},
  lines: [],
  ends: /^Heard/,
}

const stage = await openStage(await openProofGround())
const place = await connectExample(stage, example)
await talk(stage, place)
const [found] = await stage.ground.db.flight(place.orgId, [{ statement: TURNS, values: [place.orgId] }])
await stage.close()

const turns = (found?.rows ?? []) as { ms: number; length: number }[]
const sorted = turns.map(({ ms }) => ms).toSorted((a, b) => a - b)
const median = sorted[Math.floor(sorted.length / 2)] ?? Number.POSITIVE_INFINITY
process.stdout.write(
  `${turns.length} turns on a journal of ${turns[0]?.length} entries: fastest ${sorted[0]?.toFixed(1)} ms, ` +
    `middle ${median.toFixed(1)} ms, slowest ${sorted.at(-1)?.toFixed(1)} ms\n`,
)
process.exit(median > TURN_MAX_MS ? 1 : 0)

async function talk(stage: Stage, place: Place): Promise<void> {
  const { whatsapp } = stage.simulators
  const { id: personId } = await whatsapp.addPerson({ name: 'Ana' })
  for (let turn = 0; turn <= Number(values.turns); turn++) {
    await whatsapp.say({ personId, phoneNumberId: place.account, text: `line ${turn}` })
    await rest(stage, place)
  }
}
