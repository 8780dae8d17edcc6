import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { HANDSET, type Stage } from './stage.ts'

/** For whoever wants to look: the whole page, in the folder that HILO_PICTURES names; without one nothing. */
export async function takePicture(page: Page, name: string): Promise<void> {
  const folder = process.env.HILO_PICTURES
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled', fullPage: true })
}

/** The same in light and dark, and in Spanish on a phone. */
export async function takeLooks(stage: Stage, page: Page, name: string): Promise<void> {
  if (!process.env.HILO_PICTURES) return
  await takePicture(page, `${name}-light`)
  await page.emulateMedia({ colorScheme: 'dark' })
  await takePicture(page, `${name}-dark`)
  await page.emulateMedia({ colorScheme: 'light' })
  const spanish = await (await stage.member({ ...HANDSET, locale: 'es-ES' })).newPage()
  await spanish.goto(page.url(), { waitUntil: 'networkidle' })
  await takePicture(spanish, `${name}-es-390`)
  await spanish.context().close()
}
