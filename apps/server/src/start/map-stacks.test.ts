import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { afterEach, beforeEach, expect, test } from 'vitest'

const MAP_STACKS = join(import.meta.dirname, 'map-stacks.ts')
const SOURCE = `type Given = { name: string }

export async function greet(given: Given | null): Promise<string> {
  await null
  return (given as Given).name
}

console.log(await greet(null).catch((error: Error) => error.stack))
`

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hilo-stack-'))
  await writeFile(join(folder, 'greet.ts'), SOURCE)
})
afterEach(() => rm(folder, { recursive: true }))

async function stackOf({ sourcemap }: { sourcemap: boolean }): Promise<string> {
  const outfile = join(folder, 'out.mjs')
  await build({
    stdin: { contents: `import ${JSON.stringify(MAP_STACKS)}\nimport './greet.ts'`, resolveDir: folder },
    ...{ outfile, sourcemap, bundle: true, format: 'esm', platform: 'node', sourcesContent: false },
  })
  const { stdout } = await promisify(execFile)(process.execPath, [outfile])
  return stdout
}

test('a stack of the bundle names the line of the source', async () => {
  const stack = await stackOf({ sourcemap: true })

  expect(stack).toContain('TypeError: Cannot read properties of null')
  expect(stack).toContain(`at greet (${join(folder, 'greet.ts')}:5:`)
  expect(stack).not.toContain('out.mjs')
})

test('without its map the stack names the line of the bundle', async () => {
  expect(await stackOf({ sourcemap: false })).toMatch(/at greet \(file:.*out\.mjs:\d+:\d+\)/)
})
