/**
 * The small process that starts the backend processes. A fork copies the page tables of the process that
 * forks, which keeps a server with much in memory from everybody for 15 to 20 ms; this one has little.
 *
 * It reads no frame and is given no secret: the server has the child's end of the protocol as soon as there
 * is one. Plain JavaScript that imports nothing of ours, for that starts soonest.
 */
import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'

const STDERR_KEPT = 4_096
/** A backend prints through the protocol: only a dying node writes here, and that is short. */
const STDERR_BYTES_MAX = 256 * 1024
const PROTOCOL_FD = 3
/** Of -20 to 19; a processor that two want goes to the other one nine times in ten. */
const NICENESS = 10
const NICE = ['nice', '-n', String(NICENESS)]
const SESSION_PAUSE_MS = 110
const SESSION_TRIES = 20

const children = new Map()

process.title = 'hilo-launcher'
process.on('message', ({ id, command }) => (command ? start(id, command) : kill(id)))
// Without a server nobody needs what it asked for. In most isolations the kernel ends them too, not in all.
// Its end is heard by the standard input: Node does not tell of a channel that closes while a descriptor is
// under way.
process.stdin.on('close', end).on('error', end).resume()
process.on('disconnect', end)

function start(id, { env, givesWay, ...command }) {
  // By the program: what it has forked by the time that another sets its priority keeps its own.
  const [file, ...args] = [...(givesWay ? NICE : []), command.file, ...command.args]
  // A group of its own, so that one signal reaches all of it.
  const child = spawn(file, args, {
    ...{ cwd: '/', env, detached: true },
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  })
  if (child.pid === undefined) {
    child.on('error', (error) => tell({ id, failed: error.message }))
    return
  }
  children.set(id, child)
  if (givesWay) giveWay(id)
  const errors = keepErrors(id, child.stderr)
  const socket = child.stdio[PROTOCOL_FD]
  // What it says before the server has the descriptor waits in the kernel: read here, it would be lost.
  socket._handle.readStop()
  tell({ id, pid: child.pid }, socket)
  const ends = [new Promise((resolve) => child.stderr.on('close', resolve))]
  ends.push(
    new Promise((resolve) => {
      child.on('exit', (code, signal) => {
        // Its number may belong to another one from now on.
        children.delete(id)
        resolve({ code, signal })
      })
    }),
  )
  Promise.all(ends).then(([, end]) => tell({ id, ended: { ...end, ...errors } }))
}

/** The last of what it prints; one that prints without end is ended. */
function keepErrors(id, stream) {
  const errors = { stderr: '', isFlooded: false }
  let bytes = 0
  stream.on('data', (chunk) => {
    bytes += chunk.length
    if (bytes <= STDERR_BYTES_MAX) {
      errors.stderr = (errors.stderr + chunk.toString()).slice(-STDERR_KEPT)
      return
    }
    errors.isFlooded = true
    kill(id)
  })
  return errors
}

/**
 * Linux may share the processor among sessions first, which have a number of their own
 * (https://man7.org/linux/man-pages/man7/sched.7.html, "The autogroup feature"). It takes one such number in a
 * tenth of a second from all who are not root, so of several that start at once all but one come again.
 */
function giveWay(id, left = SESSION_TRIES) {
  const child = children.get(id)
  if (!child) return
  try {
    writeFileSync(`/proc/${child.pid}/autogroup`, String(NICENESS))
  } catch ({ code }) {
    // Any other: it has ended by itself, or there are no such sessions here.
    if (code === 'EAGAIN' && left > 1) setTimeout(giveWay, SESSION_PAUSE_MS, id, left - 1).unref()
  }
}

function end() {
  for (const id of children.keys()) kill(id)
  process.exit()
}

function kill(id) {
  const child = children.get(id)
  if (!child) return
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch {
    // It ended by itself in this moment.
  }
}

/** To a server that is gone nothing is said. */
function tell(message, handle) {
  if (process.connected) process.send(message, handle, () => {})
}
