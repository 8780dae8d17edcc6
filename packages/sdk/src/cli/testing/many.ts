/**
 * Runs many command lines in one process, so that a test of many does not start as many: each line of the
 * input is `{ args, folder, input, env }`, each of the output `{ code, stdout, stderr }`.
 */
import { createInterface } from 'node:readline'
import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { runCommandLine } from '../command-line.ts'

for await (const line of createInterface({ input: process.stdin })) {
  const { args, folder, input, env } = JSON.parse(line)
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  const printed = Promise.all([text(stdout), text(stderr)])
  const stdin = Readable.from([Buffer.from(input)])
  const code = await runCommandLine(args, { stdin, stdout, stderr, env, folder })
  stdout.end()
  stderr.end()
  const [out, err] = await printed
  process.stdout.write(`${JSON.stringify({ code, stdout: out, stderr: err })}\n`)
}
