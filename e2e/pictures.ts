import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { playDirect, playWhatsApp } from './every-kind.ts'
import { raiseStage } from './stage.ts'

/** Pictures of every kind of message on each channel, outside of git: `npm run pictures`. */

const FOLDER = fileURLToPath(new URL('../.hilo/pictures/', import.meta.url))

const stage = await raiseStage()
try {
  mkdirSync(FOLDER, { recursive: true })
  const picture = async (page: Page, name: string) => {
    // Tall, so that the whole thread is in it; a phone fills its page only where that is narrow.
    await page.setViewportSize({ width: name.endsWith('phone') ? 390 : 1_440, height: 2_400 })
    await page.waitForTimeout(600)
    await page.screenshot({ path: `${FOLDER}${name}.png`, animations: 'disabled' })
    process.stdout.write(`.hilo/pictures/${name}.png\n`)
  }
  await playWhatsApp(stage, picture)
  await playDirect(stage, 'messenger', picture)
  await playDirect(stage, 'instagram', picture)
} finally {
  await stage.close()
}
