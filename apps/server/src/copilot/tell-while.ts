/**
 * Hands out what a piece of work tells while it goes on, and its result at the end. Only the newest of what
 * was told is handed out: each says all that is to be seen.
 */
export async function* tellWhile<Told, Result>(
  work: (tell: (told: Told) => void) => Promise<Result>,
): AsyncGenerator<Told, Result> {
  let newest: { told: Told } | null = null
  let wake = () => {}
  const done = work((told) => {
    newest = { told }
    wake()
  })
  // Who stops listening hears of no failure either.
  const over = done.then(
    () => 'over' as const,
    () => 'over' as const,
  )
  for (;;) {
    const next = new Promise<'told'>((resolve) => {
      wake = () => resolve('told')
    })
    const event = newest ? 'told' : await Promise.race([next, over])
    if (event === 'over') return done
    const taken = newest as { told: Told } | null
    newest = null
    if (taken) yield taken.told
  }
}
