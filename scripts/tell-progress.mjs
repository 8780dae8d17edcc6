/** How often it is said again that something goes on, where a line cannot be written over. */
const PERIOD_MS = 15_000

/**
 * Says what is being done, then for how long it has been, until it is done: in place on a terminal, else in a
 * line now and then. For what takes longer than somebody waits without a word.
 *
 * @returns what `work` returns
 */
export async function tellProgress(what, work, stream = process.stdout) {
  const began = Date.now()
  const seconds = () => Math.round((Date.now() - began) / 1_000)
  const tick = stream.isTTY
    ? () => stream.write(`\r${what} ... ${seconds()} s`)
    : () => stream.write(`  ... ${seconds()} s so far\n`)
  stream.write(stream.isTTY ? `${what} ...` : `${what} ...\n`)
  const timer = setInterval(tick, stream.isTTY ? 1_000 : PERIOD_MS)
  try {
    const done = await work()
    stream.write(stream.isTTY ? `\r${what} ... done in ${seconds()} s\n` : `  ... done in ${seconds()} s\n`)
    return done
  } catch (error) {
    if (stream.isTTY) stream.write('\n')
    throw error
  } finally {
    clearInterval(timer)
  }
}
