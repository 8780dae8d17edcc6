import { expect, test } from 'vitest'
import { ratingOfEmoji } from './rating-of-emoji.ts'

test.each([
  ['good', ['👍', '👍🏿', '❤️', '❤', '🙏', '🙏🏽', '👏', '👏🏻', '😊']],
  ['bad', ['👎', '👎🏾', '😡', '😠']],
  [null, ['😂', '😢', '🎉', '❤️‍🔥', '🏽', '', 'other', null]],
])('%s is said by its own emoji only', (rating, emojis) => {
  expect(emojis.map(ratingOfEmoji)).toEqual(emojis.map(() => rating))
})
