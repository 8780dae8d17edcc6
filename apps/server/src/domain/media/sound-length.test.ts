import { recordVoice } from '@hilo/simulators'
import { expect, test } from 'vitest'
import { soundSeconds } from './sound-length.ts'

const ogg = Buffer.from(recordVoice(7))

/** A second of silence has so many bytes. */
function wav(seconds: number): Buffer {
  const head = Buffer.alloc(44)
  head.write('RIFF', 'latin1')
  head.writeUInt32LE(16_000, 28)
  return Buffer.concat([head, Buffer.alloc(16_000 * seconds)])
}

function mp4(duration: number): Buffer {
  const bytes = Buffer.alloc(64)
  bytes.write('mvhd', 4, 'latin1')
  bytes.writeUInt32BE(1_000, 20)
  bytes.writeUInt32BE(duration, 24)
  return bytes
}

/** Says that it is shorter than so many bytes can be. */
function lying(): Buffer {
  const bytes = Buffer.concat([Buffer.alloc(960_000), ogg])
  bytes.writeBigInt64LE(1n, bytes.lastIndexOf('OggS') + 6)
  return bytes
}

test.each([
  { of: 'a voice note', bytes: ogg, type: 'audio/ogg; codecs=opus', seconds: 7 },
  { of: 'a wave', bytes: wav(3), type: 'audio/wav', seconds: 3 },
  { of: 'a part of a second', bytes: mp4(1_500), type: 'audio/mp4', seconds: 2 },
  { of: 'what does not say', bytes: Buffer.alloc(40_000), type: 'audio/mpeg', seconds: 10 },
  { of: 'what says nonsense', bytes: Buffer.from('OggS cut'), type: 'audio/ogg', seconds: 1 },
  { of: 'what says too little', bytes: lying(), type: 'audio/ogg', seconds: 6 },
])('the length of $of', ({ bytes, type, seconds }) => {
  expect(soundSeconds(bytes, type)).toBe(seconds)
})
