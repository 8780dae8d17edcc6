import type { Id } from '@hilo/protocol'
import type { Simulators } from '@hilo/simulators'
import type { Ground } from '../../apps/server/src/app.ts'
import { NOBODY } from '../../apps/server/src/domain/actor/actor.ts'
import { putProvider } from '../../apps/server/src/domain/ai-provider/put.ts'
import { createModels, type Models } from '../../apps/server/src/models/models.ts'
import type { Translator } from '../../apps/server/src/translator/translator.ts'

/** Who writes: the simulated provider, OpenAI by the key of the environment, or an endpoint that speaks as it. */
export type Writer =
  | { name: 'fake' }
  | { name: 'openai'; key: string; model: string }
  | { name: 'compatible'; url: string; key: string | undefined; model: string }

const NAME = 'writer'
const OPENAI = 'https://api.openai.com/v1'
const USUAL_MODEL = 'gpt-4.1-mini'
const FAKE_KEY = 'demo-key'

/** Who is meant by `fake`, `openai` or an address; the key of an address, if it wants one, is in WRITER_KEY. */
export function writerOf(name: string, model = USUAL_MODEL): Writer {
  if (name === 'fake') return { name }
  if (/^https?:\/\//.test(name)) {
    return { name: 'compatible', url: name.replace(/\/+$/, ''), key: process.env.WRITER_KEY, model }
  }
  const key = process.env.OPENAI_API_KEY
  if (name === 'openai' && key) return { name, key, model }
  throw new Error(`${name}: give fake, openai with a key in OPENAI_API_KEY, or the address of an endpoint.`)
}

type Around = { simulators: Simulators | null; writer: Writer | null; translator?: Translator }

/** The models of orgs, as the server has them, on their way to a writer. */
export function openModels({ db, keys }: Ground, { simulators, writer, translator }: Around): Models {
  const own = writer?.name === 'compatible' ? [new URL(writer.url).host] : []
  return createModels({
    ...{ db, keys, log: LOG, installation: null, forbiddenHosts: [] },
    openaiUrl: writer?.name === 'fake' && simulators ? simulators.openaiUrl : OPENAI,
    // Who names an address here means it, on this machine too.
    loopback: [...(simulators ? [new URL(simulators.url).host] : []), ...own],
    ...(translator && { translator }),
  })
}

/** From now on it writes for the org. */
export async function enableWriter({ db, keys }: Ground, orgId: Id, writer: Writer): Promise<void> {
  await db.withOrg(orgId, (tx) =>
    putProvider(tx, keys, {
      ...{ name: NAME, embeddingModel: null, place: 0, isEnabled: true, actor: NOBODY },
      ...settingsOf(writer),
    }),
  )
}

function settingsOf(writer: Writer) {
  if (writer.name === 'fake')
    return { kind: 'openai' as const, baseUrl: null, model: USUAL_MODEL, key: FAKE_KEY }
  if (writer.name === 'openai') {
    return { kind: 'openai' as const, baseUrl: null, model: writer.model, key: writer.key }
  }
  const { url: baseUrl, model, key } = writer
  return { kind: 'compatible' as const, baseUrl, model, ...(key && { key }) }
}

function tell(fields: object, message: string): void {
  process.stderr.write(`${message} ${JSON.stringify(fields)}\n`)
}

/** What goes wrong in the server's own parts is seen, and the rest is in the figures. */
export const LOG = { error: tell, warn: tell, info: () => undefined }
