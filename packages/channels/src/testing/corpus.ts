import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const FOLDER = process.env.HILO_CORPUS ?? resolve(import.meta.dirname, '../../../../../shared/corpus')

/**
 * The JSON files of a corpus folder whose names match. The corpus is no part of the project: without it the
 * list is empty and a line says that the tests over it do not run.
 */
export function readCorpus(folder: string, name: RegExp): { name: string; body: unknown }[] {
  const path = join(FOLDER, folder)
  if (!existsSync(path)) {
    console.warn(`No corpus in ${path}: the tests over it are skipped. HILO_CORPUS names another folder.`)
    return []
  }
  return readdirSync(path)
    .filter((file) => name.test(file) && file.endsWith('.json'))
    .map((file) => ({ name: file, body: JSON.parse(readFileSync(join(path, file), 'utf8')) as unknown }))
}
