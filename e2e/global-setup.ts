import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FURNISHED, startStack } from './stack.ts'

/** A first start, once: the stacks of the tests begin on copies of what it leaves. */
export default async function furnish(): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'hilo-e2e-furnished-'))
  const data = join(folder, 'data')
  const stack = await startStack()
  await stack.stop(data)
  process.env[FURNISHED] = data
  return () => rmSync(folder, { recursive: true, force: true })
}
