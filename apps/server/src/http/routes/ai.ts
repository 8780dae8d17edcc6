import { api, baseLanguage } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { listBudgets } from '../../domain/ai-budget/ai-budget.ts'
import { putBudget } from '../../domain/ai-budget/put.ts'
import { listCalls } from '../../domain/ai-call/list.ts'
import { readAiMedia } from '../../domain/ai-media/ai-media.ts'
import { putAiMedia } from '../../domain/ai-media/put.ts'
import { listPrices } from '../../domain/ai-price/ai-price.ts'
import { putPrices } from '../../domain/ai-price/put.ts'
import { listProviders } from '../../domain/ai-provider/ai-provider.ts'
import { orderProviders } from '../../domain/ai-provider/order.ts'
import { removeProvider } from '../../domain/ai-provider/remove.ts'
import { articleLanguages } from '../../domain/article/languages.ts'
import { chooseProvider } from '../../domain/vector/choose.ts'
import { describeMeaning } from '../../domain/vector/meaning.ts'
import { saveProvider } from '../../models/save-provider.ts'
import type { Way } from '../../translator/translator.ts'
import { type Route, route } from '../route.ts'

export const aiRoutes: Route[] = [
  route(api.listAiProviders, async (_, { db, models, orgId, config: { ai } }) => {
    const ways = await models.translator.ways()
    return db.withOrg(orgId, async (tx) => ({
      providers: await listProviders(tx),
      translations: await translationsFor(tx, ways),
      installation: ai && {
        ...{ model: ai.model, embeddingModel: ai.embeddingModel, isSimulated: ai.isSimulated ?? false },
      },
    }))
  }),

  route(api.putAiProvider, ({ params, body }, { db, keys, models, orgId, actor }) =>
    saveProvider({ db, keys, models, orgId }, { ...body, name: params.name, actor }),
  ),

  route(api.orderAiProviders, ({ body }, { db, orgId, actor }) =>
    db.withOrg(orgId, async (tx) => ({
      providers: await orderProviders(tx, { names: body.names, actor }),
    })),
  ),

  route(api.removeAiProvider, ({ params }, { db, orgId }) =>
    db.withOrg(orgId, async (tx) => ({ providers: await removeProvider(tx, params.name) })),
  ),

  route(api.testAiProvider, ({ params }, { models, orgId }) => models.test(orgId, params.name)),

  route(api.putAiPrices, ({ params, body }, { db, orgId, actor }) =>
    db.withOrg(orgId, (tx) => putPrices(tx, { ...params, ...body, actor })),
  ),

  route(api.listAiPrices, (_, { db, orgId }) =>
    db.withOrg(orgId, async (tx) => ({ versions: await listPrices(tx) })),
  ),

  route(api.getAiMedia, (_, { db, orgId }) => db.withOrg(orgId, readAiMedia)),

  route(api.putAiMedia, ({ body }, { db, orgId, actor }) =>
    db.withOrg(orgId, (tx) => putAiMedia(tx, { ...body, actor })),
  ),

  route(api.readMeaning, (_, { db, orgId }) => db.withOrg(orgId, describeMeaning)),

  route(api.estimateMeaning, ({ query }, { models, orgId }) => models.estimatePlacing(orgId, query.provider)),

  route(api.chooseMeaning, ({ body }, { db, orgId, config: { ai } }) =>
    db.withOrg(orgId, async (tx) => {
      const installationModel = ai?.embeddingModel ?? null
      await chooseProvider(tx, { provider: body.provider, installationModel })
      return describeMeaning(tx)
    }),
  ),

  route(api.listAiBudgets, async (_, { db, models, orgId }) => ({
    budgets: await db.withOrg(orgId, listBudgets),
    unpriced: await models.unpriced(orgId),
  })),

  route(api.putAiBudget, async ({ params, body }, { db, models, orgId, actor }) => ({
    budgets: await db.withOrg(orgId, (tx) => putBudget(tx, { scope: params.scope, caps: body, actor })),
    unpriced: await models.unpriced(orgId),
  })),

  route(api.listAiCalls, ({ query }, { db, orgId }) =>
    db.withOrg(orgId, async (tx) => ({ calls: await listCalls(tx, query) })),
  ),
]

async function translationsFor(tx: OrgTx, ways: readonly Way[]): Promise<Way[]> {
  if (ways.length === 0) return []
  const languages = (await articleLanguages(tx, ['public'])).map(baseLanguage)
  return ways.filter(({ to }) => languages.includes(to))
}
