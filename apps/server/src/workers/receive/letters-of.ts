/** What is left of a text when a platform changed it: punctuation and markup are theirs, letters and digits ours. */
export function lettersOf(text: string): string {
  return text.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase()
}
