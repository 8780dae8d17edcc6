import { readFile } from 'node:fs/promises'
import { RunRecord } from '@hilo/protocol'
import { CommandError, wrongUsage } from '../command.ts'

/** @throws CommandError that names the line, when one is no recorded run. */
export async function readRecords(file: string): Promise<RunRecord[]> {
  const text = await readFile(file, 'utf8').catch((cause) => {
    throw wrongUsage(
      `${file} cannot be read (${cause.code}): record with hilo chat --record or hilo runs export.`,
    )
  })
  return text
    .split('\n')
    .flatMap((line, index) => (line.trim() === '' ? [] : [recordOf(line, `${file}:${index + 1}`)]))
}

function recordOf(line: string, place: string): RunRecord {
  const parsed = RunRecord.safeParse(jsonOf(line))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new CommandError(
    `${place} is no recorded run (${issue?.path.join('.') || 'line'}: ${issue?.message}).`,
  )
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
