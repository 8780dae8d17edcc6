import { newId } from '@hilo/protocol'
import type { Ground } from '../../apps/server/src/app.ts'
import { encode } from '../../apps/server/src/db/codec.ts'
import { statement } from '../../apps/server/src/db/statement.ts'
import { indexArticles } from '../../apps/server/src/domain/chunk/index-articles.ts'
import { ensureSource } from '../../apps/server/src/domain/source/ensure.ts'
import type { MadeArticle } from './make-articles.ts'

const AT_ONCE_LENGTH = 1_500_000

const ADD = statement(`
  insert into article (org_id, id, source_id, client_id, published_version)
  select $1, id, source_id, id, 1 from unnest($2::uuid[], $3::uuid[]) as t (id, source_id)`)
const WRITE = statement(`
  insert into article_version (org_id, article_id, version, language, audience, title, body, alternates,
                               first_published_at)
  select $1, id, 1, language, 'public', title, body, alternates, now()
  from unnest($2::uuid[], $3::text[], $4::bytea[], $5::bytea[], $6::bytea[])
    as t (id, language, title, body, alternates)`)

/** Publishes articles many at a time, as an import does. */
export async function seedKnowledge({ db }: Ground, orgId: string, articles: Iterable<MadeArticle>) {
  let some: MadeArticle[] = []
  let length = 0
  for (const article of articles) {
    some.push(article)
    length += article.body.length
    if (length < AT_ONCE_LENGTH) continue
    await add(some)
    ;[some, length] = [[], 0]
  }
  await add(some)

  async function add(them: readonly MadeArticle[]) {
    if (them.length === 0) return
    await db.withOrg(orgId, async (tx) => {
      const sources = { page: await ensureSource(tx, 'page'), faq: await ensureSource(tx, 'faq') }
      const ids = them.map(() => newId())
      await tx.query(ADD, [orgId, ids, them.map(({ kind }) => sources[kind])])
      await tx.query(WRITE, [
        ...[orgId, ids, them.map(({ language }) => language), them.map(({ title }) => encode(title))],
        ...[them.map(({ body }) => encode(body)), them.map(({ alternates }) => encode(alternates))],
      ])
      await indexArticles(
        tx,
        ids.map((articleId) => ({ articleId, version: 1 })),
      )
    })
  }
}
