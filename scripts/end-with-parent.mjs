// Loaded by what npm starts. A SIGTERM to npm ends the shell between the two and goes no further, which would
// leave the program running with nobody to stop it; so it acts as if the signal had come through.
const parent = process.ppid
const CHECK_MS = 500

const timer = setInterval(() => {
  if (process.ppid === parent) return
  clearInterval(timer)
  process.kill(process.pid, 'SIGTERM')
}, CHECK_MS)
timer.unref()
