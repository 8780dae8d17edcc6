import { expect, test } from 'vitest'
import { briefOf } from './brief.ts'

test('a file without words is what it is, and not what a camera called it', () => {
  const image = { type: 'media', kind: 'image', filename: 'IMG_2041.png' } as const

  expect(briefOf(image)).toMatchObject({ file: 'image' })
  expect(briefOf({ type: 'media', kind: 'audio', voice: true })).toMatchObject({ file: 'voice' })
  expect(briefOf({ ...image, caption: 'The terrace' })).toEqual({ text: 'The terrace' })
  expect(briefOf({ type: 'media', kind: 'document', filename: 'menu.pdf' })).toEqual({ text: 'menu.pdf' })
})
