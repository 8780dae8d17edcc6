type Parts = typeof import('./parts.ts')

let parts: Parts | undefined
let isAsked = false

/** The parts that are rarely shown, or nothing yet: then they are fetched, and `draw` is called. */
export function fetchRare(draw: () => void): Parts | undefined {
  if (!isAsked) {
    isAsked = true
    import('./parts.ts').then(
      ({ Attach, Cards, Failed, File, Sending, Sources }) => {
        parts = { Attach, Cards, Failed, File, Sending, Sources }
        draw()
      },
      // The line is bad: the next drawing tries again.
      () => {
        isAsked = false
      },
    )
  }
  return parts
}
