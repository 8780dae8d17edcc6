/** What most conversations never show, in a chunk of its own. */

export { Cards } from './Cards.tsx'
export { File } from './File.tsx'
export { Sending } from './Sending.tsx'
export { openUploads } from './uploads.ts'
