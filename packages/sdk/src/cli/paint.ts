import { styleText } from 'node:util'
import type { Terminal } from './command.ts'

export type Style = Parameters<typeof styleText>[0]
export type Paint = (style: Style, text: string) => string

/** Colours a text where colours are seen: on a terminal, unless `NO_COLOR` is set. */
export function paintOn({ stdout, env }: Pick<Terminal, 'stdout' | 'env'>): Paint {
  const isColoured = stdout.isTTY === true && !env.NO_COLOR
  return (style, text) => (isColoured ? styleText(style, text, { validateStream: false }) : text)
}
