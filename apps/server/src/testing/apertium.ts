import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * A program that takes the calls of Apertium as a machine that has it would, and says the sentences of a
 * table by one way; what is in no line of it comes back as it was. Its path.
 */
export function standInApertium(
  sentences: Readonly<Record<string, string>>,
  way: 'spa-eng' | 'eng-spa' = 'spa-eng',
): string {
  const program = join(mkdtempSync(join(tmpdir(), 'hilo-apertium-')), 'apertium')
  const table = Object.entries(sentences).map(([from, to]) => `  ${quoted(from)}) echo ${quoted(to)} ;;`)
  const lines = [
    '#!/bin/sh',
    `[ "$1" = -l ] && printf '  eng-spa\\n  spa-eng\\n  spa-eng_US\\n' && exit 0`,
    `[ "$1 $2" = "-u ${way}" ] || exit 1`,
    'read -r line < /dev/stdin || exit 1',
    ...['case "$line" in', ...table, '  *) echo "$line" ;;', 'esac', ''],
  ]
  writeFileSync(program, lines.join('\n'))
  chmodSync(program, 0o700)
  return program
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
