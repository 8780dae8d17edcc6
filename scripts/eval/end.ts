import { writeFileSync } from 'node:fs'
import { type Figure, isBelowBar } from '../bench/figure.ts'

type Asked = { json?: string | undefined; [name: string]: unknown }

/**
 * How every evaluation ends: its figures go to a file when one is named, with what was asked for, and the
 * process ends with code 1 when one of them misses its bar.
 */
export function endWith(figures: readonly Figure[], { json, ...asked }: Asked): void {
  const passed = !figures.some(isBelowBar)
  if (json) writeFileSync(json, `${JSON.stringify({ passed, ...asked, figures }, null, 2)}\n`)
  process.exitCode = passed ? 0 : 1
}
