import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runCommandLine } from './command-line.ts'
import { COMMANDS } from './commands.ts'
import { helpOf } from './help.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(`${tmpdir()}/hilo-cli-`)
})
afterAll(() => rmSync(folder, { recursive: true }))

async function run(...args: string[]) {
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()]
  const code = await runCommandLine(args, { stdin, stdout, stderr, env: {}, folder })
  stdout.end()
  stderr.end()
  return { code, stdout: await text(stdout), stderr: await text(stderr) }
}

describe('hilo', () => {
  test('without a command tells what there is, and that this was no use of it', async () => {
    const { code, stdout } = await run()

    expect(code).toBe(2)
    for (const { name } of COMMANDS) expect(stdout).toContain(`  ${name} `)
  })

  test.each(COMMANDS)('$name --help tells how it is used', async (command) => {
    const { code, stdout } = await run(...command.name.split(' '), '--help')

    expect([code, stdout]).toEqual([0, helpOf(command)])
    for (const option of Object.keys(command.options)) expect(stdout).toContain(`--${option}`)
  })

  test.each([
    ['an unknown command', ['brew'], "There is no command 'brew'. There is: init,"],
    ['an unknown option', ['chat', '--loud'], "Unknown option '--loud'. See hilo chat --help."],
    ['an option without its value', ['chat', '--config'], 'See hilo chat --help.'],
    ['too many words', ['init', 'a', 'b'], "'b' is one too many. See hilo init --help."],
    ['a file that is not there', ['chat', 'gone.ts'], 'There is no gone.ts: name the file'],
    ['a folder without a backend', ['chat'], 'name a file, or begin with hilo init'],
    ['a key over plain http', ['login', '--server', 'http://hilo.example'], 'write https://'],
    ['a config for nobody', ['deploy', '--config', 'config.json'], 'add --promote'],
    ['a number that is none', ['deploy', '--max-different', 'few'], 'takes a whole number'],
    [
      'a secret of nothing',
      ['deploy', '--secret-env', 'S'],
      '--secret-env is about code that lives elsewhere',
    ],
    ['a file and a URL', ['deploy', 'backend.ts', '--remote', 'https://a.b'], 'leave one of them out'],
    [
      'a severity that there is not',
      ['logs', '--severity', 'fatal'],
      '--severity is one of info, warn, error',
    ],
    ['half an id', ['logs', '--run', '0199'], '--run takes a whole id'],
    ['a time that is none', ['logs', '--since', 'soon'], "'soon' is neither: write 1h"],
    ['a channel that does not exist', ['chat', '--channel', 'fax', import.meta.filename], "no channel 'fax'"],
  ])('answers %s with 2 and a sentence', async (_what, args, sentence) => {
    const { code, stderr } = await run(...args)

    expect(code).toBe(2)
    expect(stderr).toContain(sentence)
    expect(stderr.trim().split('\n')).toHaveLength(1)
  })

  test('says an error in JSON where JSON was asked for', async () => {
    const { stderr } = await run('chat', 'gone.ts', '--json')

    expect(JSON.parse(stderr)).toMatchObject({ type: 'error', message: expect.stringContaining('gone.ts') })
  })
})

test('the reference has the help of every command', async () => {
  const helps = COMMANDS.map((command) => `## hilo ${command.name}\n\n\`\`\`\n${helpOf(command)}\`\`\`\n`)
  const reference = `${INTRODUCTION}\n${helps.join('\n')}`

  // `vitest -u` writes it.
  await expect(reference).toMatchFileSnapshot('../../../../docs/reference/cli.md')
})

const INTRODUCTION = `# The command line

\`hilo\` begins projects, talks to micro-backends, tests them and deploys them. This page is what \`--help\` says,
and a test keeps it so; [the guide](../guides/command-line.md) shows it in use.

Exit codes: 0 it worked, 1 it did not, 2 it was called wrongly. With \`--json\` results are JSON on the standard
output, and errors are JSON on the standard error.
`
