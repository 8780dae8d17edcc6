// The thread as a wall that stays at its end, unless somebody looks further up.

/** Keeps `wall` at its end while it is there; `onMove` hears whether it is. */
export function startWall(wall, onMove = () => {}) {
  let isStuck = true
  const isAtEnd = () => wall.scrollHeight - wall.scrollTop - wall.clientHeight < 60
  const toEnd = () => {
    isStuck = true
    wall.scrollTop = wall.scrollHeight
    onMove(true)
  }
  wall.addEventListener('scroll', () => {
    isStuck = isAtEnd()
    onMove(isStuck)
  })
  // A growing text box, or what stands above it, must not push the last message out of sight.
  new ResizeObserver(() => isStuck && toEnd()).observe(wall)
  return { toEnd, isAtEnd, isStuck: () => isStuck }
}
