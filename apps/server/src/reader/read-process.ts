import { chooseIsolation, openFrames, startChild } from '@hilo/runtime'
import { READ_FRAME_MAX } from './frame-size.ts'
import type { ReadAnswer, ReadAsk, ReadFault, Reading, ReadRequest } from './reading.ts'

export type ReadProcess = {
  /** One at a time. Never rejects. */
  read(request: ReadRequest, bytes: Uint8Array): Promise<Reading>
  readonly isAlive: boolean
  readonly readings: number
  end(): void
}

type Limits = { timeoutMs: number; heapMb: number }

/** Starts a process that reads, in the strongest isolation of this machine. Its time counts once it runs. */
export async function startReadProcess(
  bundlePath: string,
  { timeoutMs, heapMb }: Limits,
): Promise<ReadProcess> {
  const isolation = await chooseIsolation()
  const child = await startChild(isolation.command({ bundlePath, heapMb }))
  const state = { isAlive: true, readings: 0, settle: (_: Reading) => {} }
  const begun = Promise.withResolvers<void>()
  const { socket } = child
  socket.on('error', () => {})
  const frames = openFrames(socket, READ_FRAME_MAX, {
    onFrame: (frame) => {
      const { id, reading } = frame as ReadAnswer
      if (id === 0) begun.resolve()
      else state.settle(reading)
    },
    onBroken: () => child.kill(),
  })
  void child.ended.then((end) => {
    state.isAlive = false
    socket.destroy()
    begun.resolve()
    const isMemory = end.type === 'ended' && /out of memory|allocation failed/i.test(end.stderr)
    state.settle(refused(isMemory ? 'memory' : 'unreadable'))
  })
  await begun.promise
  return {
    get isAlive() {
      return state.isAlive
    },
    get readings() {
      return state.readings
    },
    end: () => child.kill(),
    read: (request, bytes) =>
      new Promise((resolve) => {
        if (!state.isAlive) return resolve(refused('unreadable'))
        const timer = setTimeout(() => {
          state.isAlive = false
          state.settle(refused('slow'))
          child.kill()
        }, timeoutMs)
        state.settle = (reading) => {
          clearTimeout(timer)
          state.settle = () => {}
          resolve(reading)
        }
        const base64 = Buffer.from(bytes).toString('base64')
        frames.send({ id: ++state.readings, request, base64 } satisfies ReadAsk)
      }),
  }
}

function refused(fault: ReadFault): Reading {
  return { type: 'refused', fault }
}
