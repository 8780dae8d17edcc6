import { beforeAll, expect, test, vi } from 'vitest'
import { putProvider } from '../../domain/ai-provider/put.ts'
import { openDesk } from '../../testing/desk.ts'
import { anArticle } from '../../testing/factories.ts'
import { startServer } from '../../testing/server.ts'
import { startWithSimulators } from '../../testing/simulators.ts'

const { simulators, server, database, admin } = await startWithSimulators()
const { openai } = simulators
beforeAll(() => openai.settings({ token: 'demo-key' }))

test('a server that stops while AI writes says nothing, and the next one answers once', async () => {
  const desk = await openDesk(server, { simulators })
  const { orgId } = desk.number
  await admin.query('update inbox set ai_answers = true where org_id = $1', [orgId])
  await anArticle(server.db, orgId, { kind: 'faq', title: 'Where is the shop?', body: 'At the old port.' })
  await server.db.withOrg(orgId, (tx) =>
    putProvider(tx, server.keys, {
      ...{
        kind: 'compatible',
        baseUrl: simulators.openaiUrl,
        model: 'llama',
        embeddingModel: null,
        place: 0,
      },
      ...{ isEnabled: true, key: 'demo-key', name: 'ours', actor: { memberId: null, apiKeyId: null } },
    }),
  )
  const citations = [{ id: 'p1', quote: 'At the old port' }]
  const draft = { action: 'answer', reason: 'none', text: 'At the old port.', citations }
  await openai.script({ reply: { text: JSON.stringify(draft) } })
  await openai.fail({ kind: 'slow', ms: 60_000 })
  await desk.say('Where is the shop?')
  await vi.waitFor(async () => expect(await openai.log()).toHaveLength(1), { timeout: 5_000 })

  await server.stop()
  expect(await desk.phone()).toEqual([])
  await startServer(database, { config: server.config })

  await vi.waitFor(async () => expect(await desk.phone()).toEqual(['At the old port.']), { timeout: 10_000 })
  const { rows } = await admin.query('select action from ai_answer where org_id = $1', [orgId])
  expect(rows).toEqual([{ action: 'answer' }])
})
