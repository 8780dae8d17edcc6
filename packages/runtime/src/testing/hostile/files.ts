import { hostname } from 'node:os'
import { type Attempt, type Seen, told, toldSecret } from './attempt.ts'

/** Reading and writing what is not the code's own. */

const reads: [string, string][] = [
  ['read a file', `return builtin('fs').readFileSync(FILE, 'utf8')`],
  ['read a file by a promise', `return builtin('fs').promises.readFile(FILE, 'utf8')`],
  [
    'open and read a descriptor',
    `const fs = builtin('fs'), b = Buffer.alloc(99); fs.readSync(fs.openSync(FILE), b); return b.toString()`,
  ],
  [
    'stream a file',
    `let s = ''; for await (const c of builtin('fs').createReadStream(FILE)) s += c; return s`,
  ],
  ['read a file as a blob', `return (await builtin('fs').openAsBlob(FILE)).text()`],
  ['go up from its bundle', `return builtin('fs').readFileSync('/../..' + FILE, 'utf8')`],
  ['read through a buffer as a path', `return builtin('fs').readFileSync(Buffer.from(FILE), 'utf8')`],
  ['read through a URL', `return builtin('fs').readFileSync(new URL('file://' + FILE), 'utf8')`],
  ['require a file of JSON', `return builtin('module').createRequire('/')(FOLDER + '/secret.json')`],
  ['require a module', `return builtin('module').createRequire('/')(FOLDER + '/secret.cjs')`],
  ['import a module', `return (await import(FOLDER + '/secret.mjs')).default`],
  ['load an environment file', `process.loadEnvFile(FOLDER + '/secret.env'); return process.env`],
  [
    'open a directory',
    `return builtin('fs').readdirSync(FOLDER).join() === '' ? '' : builtin('fs').readFileSync(FILE, 'utf8')`,
  ],
  [
    'read after replacing what checks',
    `Object.defineProperty(process, 'permission', { value: { has: () => true } });
      return builtin('fs').readFileSync(FILE, 'utf8')`,
  ],
  [
    'read with a descriptor it guesses',
    `const fs = builtin('fs'); let all = ''; for (let fd = 4; fd < 1024; fd++) { try {
      const b = Buffer.alloc(200); const n = fs.readSync(fd, b, 0, 200, 0); all += b.toString('utf8', 0,
      n) } catch {} } return all`,
  ],
  ['read the environment', `return process.env`],
  [
    'read the environment of a neighbour',
    `return builtin('fs').readFileSync('/proc/' + VICTIM + '/environ', 'utf8')`,
  ],
  ['read its own environment in /proc', `return builtin('fs').readFileSync('/proc/self/environ', 'utf8')`],
  [
    "read a file by the server's root",
    `return builtin('fs').readFileSync('/proc/' + SERVER + '/root' + FILE, 'utf8')`,
  ],
  ['read a file by its own root', `return builtin('fs').readFileSync('/proc/self/root' + FILE, 'utf8')`],
  [
    'read the report of the process',
    `return JSON.stringify(process.report.getReport().environmentVariables)`,
  ],
  ['read below the covered tree', `return builtin('fs').readFileSync('/old' + FILE, 'utf8')`],
]

const writes: [string, string][] = [
  ['write a file', `builtin('fs').writeFileSync(FOLDER + '/x', 'x')`],
  [
    'write by a stream',
    `await new Promise((done) => builtin('fs').createWriteStream(FOLDER + '/x').on('error', done).end('x',
      done))`,
  ],
  ['make a folder', `builtin('fs').mkdirSync(FOLDER + '/x')`],
  ['copy a file', `builtin('fs').cpSync(process.argv[1], FOLDER + '/x')`],
  ['link to a file', `builtin('fs').symlinkSync('/etc/passwd', FOLDER + '/x')`],
  ['write a heap snapshot', `builtin('v8').writeHeapSnapshot(FOLDER + '/x')`],
  ['write a report', `process.report.writeReport(FOLDER + '/x')`],
  ['write a cache of compiled code', `builtin('module').enableCompileCache(FOLDER + '/x')`],
  ['leave a core file', `process.chdir(FOLDER); process.abort()`],
]

/** Found by these attempts: Node 24 asks no permission for them. */
const unchecked: [string, string][] = [
  [
    'make a database',
    `new (builtin('node:sqlite').DatabaseSync)(FOLDER + '/x.db').exec('create table t (x)')`,
  ],
  [
    'attach a file to a database',
    `new (builtin('node:sqlite').DatabaseSync)(':memory:')
        .exec("attach '" + FOLDER + "/x.db' as a; create table a.t (x)")`,
  ],
  [
    'listen on a socket in a folder',
    `await new Promise((done) => builtin('net').createServer().on('error', done).listen(FOLDER + '/x.sock',
      done))`,
  ],
]

const ANY_PLACE = `const fs = builtin('fs'); const done = []; for (const dir of ['/', '/tmp', '/dev',
      '/dev/shm', '/run', '/var/tmp', '/lib', '/usr/lib', '/old', '/proc/self', '/sys/fs/cgroup']) { try {
      fs.writeFileSync(dir + '/hilo-x', 'x'); if (fs.statSync(dir + '/hilo-x').size) done.push(dir);
      fs.unlinkSync(dir + '/hilo-x') } catch {} } return 'WROTE ' + done.join(' ')`

export const fileAttempts: readonly Attempt[] = [
  ...reads.map(([name, code]) => ({ name, code: placed(code), effect: toldSecret })),
  ...writes.map(([name, code]) => ({ name, code: placed(code), effect: leftBehind })),
  ...unchecked.map(([name, code]) => ({
    name,
    code: placed(code),
    effect: leftBehind,
    open: ['namespaces', 'permission_only'] as const,
  })),
  { name: 'write anywhere at all', code: () => ANY_PLACE, effect: told(/WROTE \//), isDangerous: true },
  {
    name: 'write to its own bundle',
    code: () => `builtin('fs').appendFileSync(process.argv[1], '\\n'); return 'WROTE'`,
    effect: told(/WROTE/),
    isDangerous: true,
  },
  {
    name: 'open a folder by WASI',
    code: placed(
      `new (builtin('wasi').WASI)({ version: 'preview1', preopens: { '/': FOLDER } }); return 'OPENED'`,
    ),
    effect: told(/OPENED/),
  },
  {
    name: 'read the environment of the server',
    code: placed(`return builtin('fs').readFileSync('/proc/' + SERVER + '/environ', 'utf8')`),
    effect: told(/PATH=/),
  },
  {
    name: 'list the root',
    code: () => `return builtin('fs').readdirSync('/')`,
    effect: told(/"etc"|"home"/),
  },
  {
    name: 'learn the name of the machine',
    code: () => `return 'HOST ' + builtin('os').hostname()`,
    effect: ({ said }) => (said.includes(`HOST ${hostname()}`) ? 'it knows the name' : null),
    open: ['namespaces', 'permission_only'],
  },
]

function placed(code: string): Attempt['code'] {
  return ({ folder, victimPid }) =>
    `const FOLDER = '${folder}', FILE = FOLDER + '/secret.txt', SERVER = ${process.pid}, VICTIM = ${victimPid}
     ${code}`
}

function leftBehind({ scene }: Seen): string | null {
  const [file] = scene.takeStrangers()
  return file === undefined ? null : `it left ${file}`
}
