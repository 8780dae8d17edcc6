import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runTool } from '../run-tool.mjs'

/** Each by itself: what the compiler meets as another package's it does not declare. */
const PARTS = [['sdk/src/index.ts', 'sdk/src/testing.ts'], ['runtime/src/replay/index.ts']]
/** The types are checked elsewhere; here only their text is wanted. */
const OPTIONS = [
  ...['--ignoreConfig', '--noCheck', '--noEmit false', '--declaration', '--emitDeclarationOnly'],
  ...['--target esnext', '--module nodenext', '--types node', '--allowImportingTsExtensions'],
  ...['--strict', '--skipLibCheck', '--rootDir packages'],
].join(' ')

/**
 * What the compiler says that the author's packages declare: the text of each `.d.ts` by its path below
 * `packages`, without the ending. TypeScript 7 can be asked for this in no other way.
 *
 * @throws Error with what the compiler printed.
 */
export async function emitDeclarations(): Promise<Map<string, string>> {
  const outDir = mkdtempSync(join(tmpdir(), 'hilo-declarations-'))
  try {
    await Promise.all(PARTS.map((entries) => emitInto(outDir, entries)))
    const files = readdirSync(outDir, { recursive: true, encoding: 'utf8' })
    const declared = files.filter((file) => file.endsWith('.d.ts')).sort()
    return new Map(
      declared.map((file) => [file.replace(/\.d\.ts$/, ''), readFileSync(join(outDir, file), 'utf8')]),
    )
  } finally {
    rmSync(outDir, { recursive: true })
  }
}

async function emitInto(outDir: string, entries: readonly string[]): Promise<void> {
  const paths = entries.map((entry) => `packages/${entry}`).join(' ')
  const { code, output } = await runTool(`tsc ${paths} ${OPTIONS} --outDir "${outDir}"`)
  if (code !== 0) throw new Error(`The compiler wrote no declarations. ${output}`)
}
