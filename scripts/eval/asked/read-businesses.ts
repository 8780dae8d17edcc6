import { readdirSync, readFileSync } from 'node:fs'

/** A small business: its articles, and what its customers ask in a week. */
export type Business = {
  name: string
  language: string
  articles: { title: string; body: string; alternates: string[] }[]
  /** `articles`: the places of those that answer it; none where no article does. */
  questions: { text: string; articles: number[] }[]
}

const FOLDER = new URL('./', import.meta.url)

/** All businesses of this folder. Whoever wrote them had not seen how they are answered. */
export function readBusinesses(): Business[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => ({
      name: file.replace('.json', ''),
      ...JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')),
    }))
}
