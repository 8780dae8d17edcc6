/** A sticker as a file: one dot, which a phone draws as large as any other. */
export const STICKER = Buffer.from('UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA', 'base64')
