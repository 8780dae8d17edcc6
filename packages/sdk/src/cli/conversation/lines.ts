import { createInterface, type Interface } from 'node:readline'
import type { Terminal } from '../command.ts'

/**
 * Reads what is typed or piped, line by line. What is done for one line ends before the next is looked at,
 * also when they come at once; other work can be put between two of them.
 *
 * @returns when the input has ended, or was quit, and all is done.
 */
export async function readLines(
  terminal: Terminal,
  hear: (line: string) => Promise<'go on' | 'quit'>,
  onReady: (add: (work: () => Promise<void>) => void) => void = () => {},
): Promise<void> {
  const isTyped = terminal.stdin.isTTY === true
  const lines = createInterface({
    input: terminal.stdin,
    ...(isTyped && { output: terminal.stdout, prompt: '> ' }),
  })
  let last: Promise<unknown> = Promise.resolve()
  let hasQuit = false
  const add = (work: () => Promise<void>) => {
    last = last.then(work).finally(() => askAgain(lines, isTyped))
    last.catch((error) => lines.emit('error', error))
  }
  const ended = new Promise<void>((resolve, reject) => {
    lines.on('close', resolve)
    lines.on('error', reject)
  })
  lines.on('line', (line) =>
    add(async () => {
      if (hasQuit) return
      hasQuit = (await hear(line)) === 'quit'
      if (hasQuit) lines.close()
    }),
  )
  onReady(add)
  askAgain(lines, isTyped)
  await ended
  await last
}

function askAgain(lines: Interface, isTyped: boolean): void {
  if (isTyped && !(lines as Interface & { closed: boolean }).closed) lines.prompt()
}
