import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { bundleOf } from '../testing/bundle-of.ts'
import { offeredIsolations } from './isolation.ts'
import { readManifest } from './manifest.ts'

test.each(await offeredIsolations())(
  '$mode starts a bundle whatever its folder is called',
  async (isolation) => {
    const folder = mkdtempSync(join(tmpdir(), "Ana's data \\040 #ñ-"))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const { bundlePath } = await bundleOf('')
    const moved = join(folder, 'a bundle.cjs')
    copyFileSync(bundlePath, moved)

    expect(await readManifest(moved, isolation)).toMatchObject({ name: 'test' })
  },
)
