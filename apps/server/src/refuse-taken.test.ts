import { createServer, type Server } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { refuseTaken } from './refuse-taken.ts'

const HOST = '127.0.0.1'
const open: Server[] = []
afterEach(() => {
  for (const server of open.splice(0)) server.close()
})

async function aTakenPort(port = 0): Promise<number> {
  const server = createServer().listen(port, HOST)
  open.push(server)
  await new Promise((resolve) => server.once('listening', resolve))
  return (server.address() as { port: number }).port
}

const hilo = (port: number) => ({ port, host: HOST, who: 'Hilo', setting: 'PORT' })
const phones = (port: number) => ({
  ...{ port, host: HOST, who: 'the simulators', setting: 'HILO_SIMULATORS_PORT' },
})

test('all ports that are taken are told at once, with others that are free', async () => {
  const [one, other] = [await aTakenPort(), await aTakenPort()]

  const refused = await refuseTaken([hilo(one), phones(other)]).catch((error: Error) => error.message)

  expect(refused).toMatch(
    new RegExp(
      `^Port ${one} \\(Hilo\\) and port ${other} \\(the simulators\\) are taken by other programs\\. End them, ` +
        'or start with PORT=\\d+ HILO_SIMULATORS_PORT=\\d+\\.$',
    ),
  )
  const [port = 0, simulatorsPort = 0] = Array.from(String(refused).matchAll(/=(\d+)/g), ([, one]) =>
    Number(one),
  )
  expect(port).not.toBe(simulatorsPort)
  await refuseTaken([hilo(port), phones(simulatorsPort)])
})

test('one is told alone, and what is free refuses nothing', async () => {
  const taken = await aTakenPort()

  await expect(refuseTaken([hilo(0), phones(taken)])).rejects.toThrow(
    `Port ${taken} (the simulators) is taken by another program. End it, or start with HILO_SIMULATORS_PORT=`,
  )
  await refuseTaken([hilo(0), phones(0)])
})
