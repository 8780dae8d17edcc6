import { HELP, readCommand, versionOf } from './cli/options.ts'
import { run } from './cli/run.ts'
import { start } from './cli/start.ts'

/** The exit code when the options, a file or the network are to blame, and no scenario. */
const WRONG = 2

try {
  process.exitCode = await obey(process.argv.slice(2))
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = WRONG
}

async function obey(args: string[]): Promise<number> {
  const command = readCommand(args)
  switch (command.name) {
    case 'help':
      process.stdout.write(HELP)
      return 0
    case 'version':
      process.stdout.write(`${versionOf()}\n`)
      return 0
    case 'run':
      return run(command)
    case 'start':
      await start(command.options)
      return 0
  }
}
