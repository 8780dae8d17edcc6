import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runHilo, valuesOf } from '../testing/run-hilo.ts'

let folder: string
let project: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hilo-project-'))
  project = join(folder, 'my Café')
  await runHilo(['init', 'my Café'], { folder })
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('a project that was begun', () => {
  test('passes its test, offline and without an installation', async () => {
    const { code, stdout } = await runHilo(['test', '--json'], { folder: project })

    expect(valuesOf(stdout).at(-1)).toEqual({ type: 'summary', passed: 2, failed: 0 })
    expect(code).toBe(0)
  })

  test('answers in the terminal, under the name of its folder', async () => {
    const { code, stdout } = await runHilo(['chat'], { folder: project, input: 'hi\n2\n1\n' })

    expect(stdout).toMatch(/2 × Espresso, order \d\d/)
    expect(code).toBe(0)
    expect(readFileSync(join(project, 'backend.ts'), 'utf8')).toContain("name: 'my-cafe'")
  })

  test('has a name that can be deployed, or is not begun', async () => {
    const refused = await runHilo(['init', 'shop', '--name', 'My $shop'], { folder })
    const named = await runHilo(['init', `${'a'.repeat(62)} b`, '--json'], { folder })

    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining("'My $shop' is no name")])
    expect(existsSync(join(folder, 'shop'))).toBe(false)
    expect(JSON.parse(named.stdout)).toMatchObject({ name: 'a'.repeat(62) })
  })

  test('is never overwritten', async () => {
    const { code, stderr } = await runHilo(['init', project], { folder })

    expect(code).toBe(1)
    expect(stderr).toContain('has backend.ts, backend.test.ts')
  })

  test('fails when its test does, and names it', async () => {
    const file = join(project, 'other.test.ts')
    writeFileSync(file, "import { test } from 'node:test'\ntest('fails', () => { throw new Error('so') })\n")
    const { code, stdout } = await runHilo(['test', '--json', 'other.test.ts'], { folder: project })

    expect(valuesOf(stdout)).toMatchObject([
      { name: 'fails', passed: false, error: 'so', file },
      { passed: 0, failed: 1 },
    ])
    expect(code).toBe(1)
  })
})
