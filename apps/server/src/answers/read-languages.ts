import { baseLanguage } from '@hilo/protocol'
import { articleLanguages } from '../domain/article/languages.ts'
import type { Work } from './open-work.ts'

const OTHERS_MAX = 3

/** The languages of the articles that whoever asks may read, the one of most first. */
export async function readLanguages({ context, request }: Work): Promise<string[]> {
  const { orgId, audiences } = request
  const languages = await context.db.withOrg(orgId, (tx) => articleLanguages(tx, audiences))
  return [...new Set(languages.map(baseLanguage))]
}

/** In how many of them a question is looked for besides. */
export function othersThan(known: readonly string[], languages: readonly string[]): string[] {
  return languages.filter((one) => !known.includes(one)).slice(0, OTHERS_MAX)
}
