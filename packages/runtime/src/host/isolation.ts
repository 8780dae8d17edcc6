import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'

/**
 * How the code of clients is kept away from the machine.
 *
 * Node's `--permission` is always on, but it is the inner fence only: in Node 24 it restricts neither the
 * network nor Unix sockets (https://nodejs.org/docs/latest-v24.x/api/permissions.html), and a program's bug
 * would be its end. The outer one is the kernel's: no network, no process, no file but the bundle.
 */
export type Isolation = {
  readonly mode: 'bubblewrap' | 'private_tree' | 'namespaces' | 'permission_only'
  /** For the operator: what holds and what does not. */
  readonly words: string
}

export type Program = { readonly bundlePath: string; readonly heapMb: number }

const run = promisify(execFile)
const ENTER = join(import.meta.dirname, 'enter.sh')
/** Where the script and bubblewrap put the bundle. */
const INSIDE = '/backend.cjs'
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'
const PROBE_MS = 5_000
/** No core file, few descriptors; 1 GiB of data, for buffers are outside of the heap's limit. */
const LIMITS = 'ulimit -n 64; ulimit -d 1048576; ulimit -c 0; exec "$@"'

/** From the strongest to the weakest. */
const ISOLATIONS: readonly Isolation[] = [
  {
    mode: 'bubblewrap',
    words: 'Micro-backends run in bubblewrap: no network, no files, no other process.',
  },
  {
    mode: 'private_tree',
    words: 'Micro-backends run in namespaces of their own: no network, no files, no other process.',
  },
  {
    mode: 'namespaces',
    words:
      'Micro-backends run without network and apart from other processes. Files are kept from them by Node ' +
      'alone, and Unix sockets of this machine are not.',
  },
  {
    mode: 'permission_only',
    words:
      'This machine offers neither bubblewrap nor user namespaces: files and processes are kept from ' +
      'micro-backends by Node alone, and the network is not. Run only code you have approved.',
  },
]

let chosen: Promise<Isolation> | undefined

/**
 * The strongest isolation that works on this machine. Tried once for each process, by starting node in it.
 */
export function chooseIsolation(): Promise<Isolation> {
  chosen ??= firstThatWorks()
  return chosen
}

/** The isolation of a given mode, whether or not it works here. */
export function isolationOf(mode: Isolation['mode']): Isolation {
  const found = ISOLATIONS.find((isolation) => isolation.mode === mode)
  if (!found) throw new Error(`There is no isolation '${mode}'.`)
  return found
}

export type Command = { readonly file: string; readonly args: string[]; readonly env: Record<string, string> }

/** The command that runs a bundle in an isolation; it expects the protocol on descriptor 3. */
export function commandFor({ mode }: Isolation, program: Program): Command {
  return command(mode, program.bundlePath, nodeFlags(program, mode))
}

async function firstThatWorks(): Promise<Isolation> {
  for (const isolation of ISOLATIONS) {
    if (isolation.mode === 'permission_only') return isolation
    const { file, args, env } = command(isolation.mode, ENTER, ['--version'])
    const { stdout } = await run(file, args, { env, timeout: PROBE_MS }).catch(() => ({ stdout: '' }))
    if (stdout.trim() === process.version) return isolation
  }
  return isolationOf('permission_only')
}

/**
 * An org's process plays a few turns a second at most, each on a cold processor: fresh memory and helper
 * threads cost more than they save, and code that has run once should be ready. Measured on 96 processes side
 * by side: a quarter less CPU a turn.
 */
const SELDOM_USED = ['--max-semi-space-size=1', '--single-threaded-gc', '--no-lazy-feedback-allocation']

function nodeFlags({ bundlePath, heapMb }: Program, mode: Isolation['mode']): string[] {
  const hasOwnTree = mode === 'bubblewrap' || mode === 'private_tree'
  const path = hasOwnTree ? INSIDE : bundlePath
  return [
    '--permission',
    `--allow-fs-read=${path}`,
    `--allow-fs-read=${path}.map`,
    `--max-old-space-size=${heapMb}`,
    ...SELDOM_USED,
    '--no-warnings',
  ]
}

/** The PATH is for the commands around node; node itself gets no variable. */
function command(mode: Isolation['mode'], bundlePath: string, flags: string[]): Command {
  const node = process.execPath
  const env = { PATH }
  switch (mode) {
    case 'bubblewrap': {
      const args = ['-c', LIMITS, 'sh', 'bwrap', ...bubblewrap(bundlePath), '/node', ...flags, INSIDE]
      return { file: 'sh', args, env }
    }
    case 'private_tree': {
      const args = [...UNSHARE, '--map-root-user', '--mount', '--ipc', '--uts', 'sh', ENTER, node, bundlePath]
      return { file: 'setpriv', args: [...args, ...flags], env }
    }
    case 'namespaces': {
      const args = ['-c', LIMITS, 'sh', 'setpriv', ...UNSHARE, '--map-user=1000', '--map-group=1000']
      return { file: 'sh', args: [...args, 'env', '-i', node, ...flags, bundlePath], env }
    }
    case 'permission_only':
      return { file: node, args: [...flags, bundlePath], env: {} }
  }
}

/**
 * The guest dies with the server, also by SIGKILL and in an endless loop, where it would not see descriptor 3
 * close.
 */
const UNSHARE = ['--pdeathsig', 'KILL', 'unshare', '--user', '--net', '--pid', '--fork', '--kill-child']

function bubblewrap(bundlePath: string): string[] {
  const libraries = ['/lib', '/lib64', '/usr/lib', '/usr/lib64'].flatMap((dir) => ['--ro-bind-try', dir, dir])
  return [
    ...['--unshare-all', '--die-with-parent', '--new-session', '--clearenv', '--cap-drop', 'ALL'],
    ...libraries,
    ...['--dev-bind', '/dev/null', '/dev/null', '--dev-bind', '/dev/urandom', '/dev/urandom'],
    ...['--ro-bind', process.execPath, '/node', '--ro-bind', bundlePath, INSIDE],
    ...['--ro-bind-try', `${bundlePath}.map`, `${INSIDE}.map`, '--chdir', '/'],
  ]
}
