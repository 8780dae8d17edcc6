import Fastify from 'fastify'
import { expect, test } from 'vitest'
import { answerErrors } from './errors.ts'

test.each([
  ['is logged as an error', false, 50],
  ['is no fault once nobody waits for it, because the server ends', true, 30],
])('a request that fails %s', async (_, isOver, level) => {
  const lines: { level: number }[] = []
  const stream = { write: (line: string) => void lines.push(JSON.parse(line)) }
  const server = Fastify({ logger: { stream }, disableRequestLogging: true })
  answerErrors(server, () => isOver)
  server.get('/', async () => {
    throw new Error('Cannot use a pool after calling end on the pool')
  })

  expect((await server.inject('/')).statusCode).toBe(500)

  expect(lines.map((line) => line.level)).toEqual([level])
})
