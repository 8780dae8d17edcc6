import { PassThrough } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { openFrames } from './frames.ts'

function reading(bytesMax = 1_000) {
  const stream = new PassThrough()
  const frames: unknown[] = []
  const broken: string[] = []
  const { send } = openFrames(stream, bytesMax, {
    onFrame: (frame) => frames.push(frame),
    onBroken: (why) => broken.push(why),
  })
  return { stream, frames, broken, send }
}

const soon = () => new Promise((resolve) => setImmediate(resolve))

describe('frames', () => {
  test('come out as they went in, in order, in one write a tick', async () => {
    const { stream, frames, send } = reading()
    let writes = 0
    stream.on('data', () => writes++)
    const sent = [{ a: 1 }, { text: 'línea\nnueva 👋' }, { b: [] }]
    for (const frame of sent) send(frame)
    await soon()

    expect(frames).toEqual(sent)
    expect(writes).toBe(1)
  })

  test('may be cut at any byte', async () => {
    const { stream, frames } = reading()
    const bytes = Buffer.from('{"text":"ñ👋"}\n{"n":2}\n{"n":3}\n')
    for (const byte of bytes) stream.write(Buffer.of(byte))
    await soon()

    expect(frames).toEqual([{ text: 'ñ👋' }, { n: 2 }, { n: 3 }])
  })

  test.each([
    ['an endless line', () => 'x'.repeat(1_001), /longer than 1000 bytes/],
    ['a long line among others', () => `{}\n"${'x'.repeat(1_100)}"\n{}\n`, /longer than 1000 bytes/],
    ['what is no JSON', () => '{"a":\n', /JSON/],
  ])('stop at %s', async (_name, bytes, why) => {
    const { stream, broken } = reading()
    stream.write(bytes())
    stream.write('{"late":true}\n')
    await soon()

    expect(broken).toHaveLength(1)
    expect(broken[0]).toMatch(why)
  })
})
