import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { librariesOf } from './libraries.ts'

/**
 * How the code of clients is kept away from the machine.
 *
 * Node's `--permission` is always on, but it is the inner fence only: in Node 24 it restricts neither the
 * network nor Unix sockets nor signals (https://nodejs.org/docs/latest-v24.x/api/permissions.html), and a
 * program's bug would be its end. The outer one is the kernel's: no network, no process, no file but the
 * bundle.
 */
export type Isolation = {
  readonly mode: 'bubblewrap' | 'private_tree' | 'namespaces' | 'permission_only'
  /** False where Node alone keeps something away: for code that the operator approved. */
  readonly isStrong: boolean
  /** For the operator: what holds and what does not. */
  readonly words: string
  /** The command that runs a bundle in it; the bundle expects the protocol on descriptor 3. */
  command(program: Program): Command
}

export type Program = {
  readonly bundlePath: string
  readonly heapMb: number
  /** Whether all others come before it, when there is not enough of the processor. */
  readonly givesWay?: boolean
}
export type Command = { readonly file: string; readonly args: string[]; readonly env: Record<string, string> }

type Mode = Isolation['mode']

const run = promisify(execFile)
const ENTER = join(import.meta.dirname, 'enter.sh')
/** Where the script and bubblewrap put the bundle. */
const INSIDE = '/backend.cjs'
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'
/** Long, for a busy machine must not be taken for one that isolates worse. */
const PROBE_MS = 20_000
/** No core file, no file, few descriptors; 1 GiB of data, for buffers are outside of the heap's limit. */
const LIMITS = 'ulimit -n 64; ulimit -d 1048576; ulimit -c 0; ulimit -f 0; exec "$@"'

/** From the strongest to the weakest. */
const ISOLATIONS: readonly Isolation[] = [
  {
    mode: 'bubblewrap',
    isStrong: true,
    words: 'Micro-backends run in bubblewrap: no network, no files, no other process.',
    command: (program) => command('bubblewrap', program.bundlePath, nodeFlags(program, INSIDE)),
  },
  {
    mode: 'private_tree',
    isStrong: true,
    words: 'Micro-backends run in namespaces of their own: no network, no files, no other process.',
    command: (program) => command('private_tree', program.bundlePath, nodeFlags(program, INSIDE)),
  },
  {
    mode: 'namespaces',
    isStrong: false,
    words:
      'Micro-backends run without network and apart from other processes. Files are kept from them by Node ' +
      'alone, and Unix sockets of this machine are not. Run only code you have approved.',
    command: (program) => command('namespaces', program.bundlePath, nodeFlags(program, program.bundlePath)),
  },
  {
    mode: 'permission_only',
    isStrong: false,
    words:
      'This machine offers neither bubblewrap nor user namespaces: files are kept from micro-backends by ' +
      'Node alone, and the network and signals to other processes are not. Run only code you have approved.',
    command: (program) =>
      command('permission_only', program.bundlePath, nodeFlags(program, program.bundlePath)),
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

/** Every isolation that works here, from the strongest. */
export async function offeredIsolations(): Promise<Isolation[]> {
  const works = await Promise.all(ISOLATIONS.map(doesWork))
  return ISOLATIONS.filter((_, index) => works[index])
}

/** The isolation of a given mode, whether or not it works here. */
export function isolationOf(mode: Mode): Isolation {
  const found = ISOLATIONS.find((isolation) => isolation.mode === mode)
  if (!found) throw new Error(`There is no isolation '${mode}'.`)
  return found
}

async function firstThatWorks(): Promise<Isolation> {
  for (const isolation of ISOLATIONS) if (await doesWork(isolation)) return isolation
  return isolationOf('permission_only')
}

async function doesWork({ mode }: Isolation): Promise<boolean> {
  if (mode === 'permission_only') return true
  const { file, args, env } = command(mode, ENTER, ['--version'])
  const { stdout } = await run(file, args, { env, timeout: PROBE_MS }).catch(() => ({ stdout: '' }))
  return stdout.trim() === process.version
}

/**
 * An org's process plays a few turns a second at most, each on a cold processor: fresh memory and helper
 * threads cost more than they save, and code that has run once should be ready. Measured on 96 processes side
 * by side: a quarter less CPU a turn.
 */
const SELDOM_USED = ['--max-semi-space-size=1', '--single-threaded-gc', '--no-lazy-feedback-allocation']

function nodeFlags({ heapMb }: Program, path: string): string[] {
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
function command(mode: Mode, bundlePath: string, flags: string[]): Command {
  const node = process.execPath
  const limited = ['-c', LIMITS, 'sh']
  const env = { PATH }
  switch (mode) {
    case 'bubblewrap': {
      const args = [...limited, 'bwrap', ...bubblewrap(bundlePath), '/node', ...flags, INSIDE]
      return { file: 'sh', args, env }
    }
    case 'private_tree': {
      const libraries = librariesOf([node, 'setpriv'], PATH)
      const table = mountTable(bundlePath, libraries)
      const args = [...UNSHARE, '--map-root-user', '--mount', '--ipc', '--uts', 'sh', ENTER]
      return { file: 'setpriv', args: [...args, table, libraries.join(' '), ...flags], env }
    }
    case 'namespaces': {
      const args = [...limited, 'setpriv', ...UNSHARE, '--map-user=1000', '--map-group=1000']
      return { file: 'sh', args: [...args, 'env', '-i', node, ...flags, bundlePath], env }
    }
    case 'permission_only':
      return { file: 'sh', args: [...limited, 'env', '-i', node, ...flags, bundlePath], env }
  }
}

/**
 * The guest dies with the server, also by SIGKILL and in an endless loop, where it would not see descriptor 3
 * close.
 */
const UNSHARE = ['--pdeathsig', 'KILL', 'unshare', '--user', '--net', '--pid', '--fork', '--kill-child']

/** What `enter.sh` mounts, in the format of fstab(5). */
function mountTable(bundlePath: string, libraries: readonly string[]): string {
  const map = `${bundlePath}.map`
  const line = (source: string, place: string, options: string) =>
    `${source.replaceAll(/[\\ \t\n]/g, octal)} /mnt${place} none ${options} 0 0`
  return [
    line(process.execPath, '/node', 'bind,ro'),
    line(bundlePath, INSIDE, 'bind,ro'),
    ...(existsSync(map) ? [line(map, `${INSIDE}.map`, 'bind,ro')] : []),
    ...['/dev/null', '/dev/urandom'].map((device) => line(device, device, 'bind')),
    ...libraries.map((library) => line(library, library, 'rbind,ro')),
  ].join('\n')
}

function octal(character: string): string {
  return `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`
}

function bubblewrap(bundlePath: string): string[] {
  const libraries = librariesOf([process.execPath], PATH).flatMap((path) => ['--ro-bind', path, path])
  return [
    ...['--unshare-all', '--die-with-parent', '--new-session', '--clearenv', '--cap-drop', 'ALL'],
    ...['--hostname', 'backend', ...libraries],
    ...['--dev-bind', '/dev/null', '/dev/null', '--dev-bind', '/dev/urandom', '/dev/urandom'],
    ...['--ro-bind', process.execPath, '/node', '--ro-bind', bundlePath, INSIDE],
    ...['--ro-bind-try', `${bundlePath}.map`, `${INSIDE}.map`, '--remount-ro', '/', '--chdir', '/'],
  ]
}
