import type { Command, Option, Options } from './command.ts'

const WIDTH = 24

/** What `hilo --help` prints. */
export function helpOfAll(commands: readonly Command[]): string {
  const lines = commands.map(({ name, summary }) => row(name, summary))
  return `Usage: hilo <command> [options]

Conversations written as functions: begin a project, talk to it, test it, deploy it.

Commands:
${lines.join('\n')}

hilo <command> --help tells the rest. Exit codes: 0 it worked, 1 it did not, 2 it was called wrongly.
`
}

/** What `hilo <command> --help` prints. */
export function helpOf({ name, usage, summary, about, options }: Command): string {
  const rows = Object.entries<Option>(withCommon(options)).map(([long, option]) => optionRow(long, option))
  return `Usage: hilo ${[name, usage].filter(Boolean).join(' ')} [options]

${summary}.
${about === '' ? '' : `\n${about.trim()}\n`}
Options:
${rows.join('\n')}
`
}

/** Every command has these. */
export function withCommon<O extends Options>(options: O): O & typeof COMMON {
  return { ...options, ...COMMON }
}

const COMMON = {
  json: { type: 'boolean', about: 'Print JSON, for programs.' },
  help: { type: 'boolean', short: 'h', about: 'Print this.' },
} as const satisfies Options

function optionRow(long: string, { short, type, value = 'value', about }: Option): string {
  const flags = `${short ? `-${short}, ` : ''}--${long}${type === 'string' ? ` <${value}>` : ''}`
  return row(flags, about)
}

function row(left: string, right: string): string {
  return left.length < WIDTH ? `  ${left.padEnd(WIDTH)}${right}` : `  ${left}\n  ${' '.repeat(WIDTH)}${right}`
}
