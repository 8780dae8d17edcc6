import type { Rating } from '@hilo/protocol'

const RATINGS: ReadonlyMap<string, Rating> = new Map([
  ...['👍', '❤', '🙏', '👏', '😊'].map((emoji) => [emoji, 'good'] as const),
  ...['👎', '😡', '😠'].map((emoji) => [emoji, 'bad'] as const),
])

/** Tones of skin, and what asks for a coloured picture: platforms write it or leave it out. */
const LOOKS = /[\u{1F3FB}-\u{1F3FF}\u{FE0F}]/gu

/** What a contact thinks of an answer that they put this emoji on; null: it says nothing of that. */
export function ratingOfEmoji(emoji: string | null): Rating | null {
  return RATINGS.get(emoji?.replaceAll(LOOKS, '') ?? '') ?? null
}
