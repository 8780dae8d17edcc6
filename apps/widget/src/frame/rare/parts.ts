import href from './rare.css?url'

/** What most conversations never show, in a chunk of its own. */

export { Attach } from './Attach.tsx'
export { Cards } from './Cards.tsx'
export { Failed } from './Failed.tsx'
export { File } from './File.tsx'
export { Sending } from './Sending.tsx'
export { Sources } from './Sources.tsx'

const link = document.createElement('link')
link.rel = 'stylesheet'
link.href = href
const isStyled = new Promise((resolve) => {
  link.onload = resolve
  // Without its looks it can still be read and used.
  link.onerror = resolve
})
document.head.append(link)
await isStyled
