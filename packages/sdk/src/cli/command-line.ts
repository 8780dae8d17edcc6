import { parseArgs } from 'node:util'
import { AppError } from '@hilo/protocol'
import {
  type Call,
  type Command,
  CommandError,
  FAILED,
  type Options,
  type Terminal,
  WRONG_USAGE,
} from './command.ts'
import { COMMANDS } from './commands.ts'
import { helpOf, helpOfAll, withCommon } from './help.ts'

type Arguments = { readonly own: readonly string[]; readonly rest: readonly string[] }

/** Runs what the arguments say, and answers with the exit code. Never rejects. */
export async function runCommandLine(args: readonly string[], terminal: Terminal): Promise<number> {
  const [first = '--help'] = args
  if (first === '--help' || first === '-h' || first === 'help') {
    terminal.stdout.write(helpOfAll(COMMANDS))
    return args.length === 0 ? WRONG_USAGE : 0
  }
  const found = findCommand(args)
  if (!found) return refuseUnknown(args, terminal)
  try {
    return await runCommand(found, args.slice(found.name.split(' ').length), terminal)
  } catch (error) {
    return complain(error, { isJson: args.includes('--json'), terminal })
  }
}

/** The command with the most words in common, so that `runs export` is not `runs`. */
function findCommand(args: readonly string[]): Command | undefined {
  const named = COMMANDS.filter(({ name }) => name.split(' ').every((word, index) => args[index] === word))
  return named.sort((a, b) => b.name.length - a.name.length)[0]
}

async function runCommand(found: Command, args: readonly string[], terminal: Terminal): Promise<number> {
  const call = callOf(found, { ...split(args) }, terminal)
  if ((call.values as { help?: boolean }).help) {
    terminal.stdout.write(helpOf(found))
    return 0
  }
  return (await found.run(call)) ?? 0
}

function split(args: readonly string[]): Arguments {
  const end = args.indexOf('--')
  return end < 0 ? { own: args, rest: [] } : { own: args.slice(0, end), rest: args.slice(end + 1) }
}

function callOf(found: Command, { own, rest }: Arguments, terminal: Terminal): Call<Options> {
  const { values, positionals } = parsed(found, own)
  const most = found.usage.includes('...')
    ? Number.POSITIVE_INFINITY
    : (found.usage.match(/[[<]/g)?.length ?? 0)
  if (positionals.length > most) {
    throw misused(found, `'${positionals[most]}' is one too many.`)
  }
  const least = found.usage.match(/</g)?.length ?? 0
  const isHelp = (values as { help?: boolean }).help
  if (positionals.length < least && !isHelp) {
    throw misused(found, `It needs ${found.usage.match(/<[^>]+>/g)?.join(' ')}.`)
  }
  return { values, positionals, rest, terminal } as Call<Options>
}

function parsed(found: Command, args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: withCommon(found.options), allowPositionals: true })
  } catch (error) {
    const [sentence = ''] = (error as Error).message.split('. ')
    throw misused(found, `${sentence.replace(/\.$/, '')}.`)
  }
}

function misused({ name }: Command, sentence: string): CommandError {
  return new CommandError(`${sentence} See hilo ${name} --help.`, { exitCode: WRONG_USAGE })
}

function refuseUnknown(args: readonly string[], terminal: Terminal): number {
  const [first = '', second] = args
  const family = COMMANDS.filter(({ name }) => name.startsWith(`${first} `))
  const known = family.length > 0 ? family : COMMANDS
  const said = family.length > 0 && second ? `${first} ${second}` : first
  const names = known.map(({ name }) => name).join(', ')
  terminal.stderr.write(`There is no command '${said}'. There is: ${names}.\n`)
  return WRONG_USAGE
}

function complain(error: unknown, { isJson, terminal }: { isJson: boolean; terminal: Terminal }): number {
  const isOurs = error instanceof CommandError || error instanceof AppError
  const message = error instanceof Error ? error.message : String(error)
  // What nobody foresaw is a bug of the command line: its place helps to mend it.
  const text = isOurs || !(error instanceof Error) ? message : (error.stack ?? message)
  const issues = error instanceof AppError ? error.issues : []
  const details = issues.map((issue) => `\n  ${issue.path.join('.')}: ${issue.message}`).join('')
  if (isJson) terminal.stderr.write(`${JSON.stringify({ type: 'error', message, issues })}\n`)
  else terminal.stderr.write(`${text}${details}\n`)
  return error instanceof CommandError ? error.exitCode : FAILED
}
