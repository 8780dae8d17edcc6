import { type Attempt, type Seen, told, toldSecret } from './attempt.ts'

/** Reaching other processes, starting some, and getting at the machine below Node. */

function victimDied({ scene }: Seen): string | null {
  return scene.isVictimAlive() ? null : 'a neighbour died'
}

const signals: [string, string][] = [
  ['kill a neighbour', `process.kill(VICTIM, 'SIGKILL')`],
  ['terminate a neighbour', `process.kill(VICTIM, 'SIGTERM')`],
  ['kill the group of a neighbour', `process.kill(-VICTIM, 'SIGKILL')`],
  ['kill a neighbour below what checks', `process._kill(VICTIM, 9)`],
]

const NODE = `(builtin('fs').existsSync('/node') ? '/node' : process.execPath)`
const STEAL = `'try { console.log(require("fs").readFileSync("' + FILE + '", "utf8")) } ' +
  'catch (e) { console.log(e.message) }'`

const programs: [string, string][] = [
  ['start a program', `return builtin('child_process').execFileSync('id').toString()`],
  ['start a shell', `return builtin('child_process').execSync('id').toString()`],
  [
    'start a program by its path',
    `return builtin('child_process').spawnSync('/usr/bin/id').stdout.toString()`,
  ],
  [
    'start the dynamic linker',
    `return builtin('child_process').execFileSync('/lib64/ld-linux-x86-64.so.2', ['/usr/bin/id']).toString()`,
  ],
  [
    'start setpriv and a program',
    `return builtin('child_process').execFileSync('/setpriv', ['id']).toString()`,
  ],
  [
    'start a program by a binding',
    `return process.binding('spawn_sync').spawn({ file: '/usr/bin/id', args: ['id'], stdio: [{ type: 'pipe',
      readable: true }, { type: 'pipe', writable: true }] }).output.join('')`,
  ],
  ['require what bundling refuses', `return require('child_process').execSync('id').toString()`],
  [
    'find child_process in the main module',
    `return process.mainModule.constructor._load('child_process').execSync('id').toString()`,
  ],
  [
    'find child_process by a constructor',
    `return (async () => {}).constructor('return process')().then((p) =>
       p.getBuiltinModule('child_process').execSync('id').toString())`,
  ],
]

const thieves: [string, string][] = [
  [
    'start node without its fence',
    `return builtin('child_process').execFileSync(${NODE}, ['-e', ${STEAL}]).toString()`,
  ],
  [
    'start a worker without its fence',
    `const { Worker } = builtin('worker_threads'); return new Promise((done,
      fail) => new Worker('require("worker_threads").parentPort.postMessage(' +
      'require("fs").readFileSync("' + FILE + '", "utf8"))', { eval: true, execArgv: [] })
      .on('message', done).on('error', fail))`,
  ],
  [
    'fork itself',
    `const child = builtin('child_process').fork(process.argv[1], { execArgv: [] });
      await new Promise((done, fail) => child.on('error', fail).on('exit', done));
      return builtin('fs').readFileSync(FILE, 'utf8')`,
  ],
  [
    'become another program',
    `process.execve(${NODE}, ['node', '-e',
      'console.error(require("fs").readFileSync("' + FILE + '", "utf8")); process.exit(9)'], {})`,
  ],
  [
    'gather workers in a cluster',
    `const c = builtin('cluster'); c.setupPrimary({ exec: '/x.cjs', execArgv: [] });
      await new Promise((done, fail) => c.fork().on('error', fail).on('exit', done));
      return builtin('fs').readFileSync(FILE, 'utf8')`,
  ],
  [
    'evaluate by the inspector',
    `const s = new (builtin('inspector').Session)(); s.connect();
      return new Promise((done) => s.post('Runtime.evaluate', {
      expression: 'process.getBuiltinModule("fs").readFileSync("' + FILE + '", "utf8")' }, (e,
      r) => done([e, r])))`,
  ],
  [
    'run in another context',
    `return builtin('vm').runInNewContext('p.getBuiltinModule("fs").readFileSync(f, "utf8")', { p: process,
      f: FILE })`,
  ],
  ['use the binding of files', `const b = process.binding('fs'); return b.readFileUtf8(FILE, 0)`],
  [
    'use internal bindings',
    `builtin('v8').setFlagsFromString('--expose-internals');
      return require('internal/bootstrap/realm').internalBinding('fs').readFileUtf8(FILE, 0)`,
  ],
  [
    'load an extension of the database',
    `const d = new (builtin('node:sqlite').DatabaseSync)(':memory:', { allowExtension: true });
      d.loadExtension('/lib/x86_64-linux-gnu/libc.so.6'); return builtin('fs').readFileSync(FILE, 'utf8')`,
  ],
  [
    'change who it is',
    `process.setuid(0); process.setgid(0); return builtin('fs').readFileSync(FILE, 'utf8')`,
  ],
]

export const processAttempts: readonly Attempt[] = [
  ...signals.map(
    ([name, code]): Attempt => ({
      name,
      code: placed(`${code}; await new Promise((done) => setTimeout(done, 50))`),
      effect: victimDied,
      open: ['permission_only'],
    }),
  ),
  ...programs.map(([name, code]) => ({ name, code: placed(code), effect: told(/uid=\d/) })),
  ...thieves.map(([name, code]) => ({ name, code: placed(code), effect: toldSecret })),
  {
    name: 'load a native addon',
    code: placed(`process.dlopen({ exports: {} }, FILE)`),
    // It was looked into: what is no library says so.
    effect: told(/ELF|too short/),
  },
  {
    name: 'see the processes of the machine',
    code: placed(`return builtin('fs').readdirSync('/proc').includes(String(VICTIM)) ? 'SEEN' : ''`),
    effect: told(/SEEN/),
  },
  {
    name: 'ask whether a process is there',
    code: placed(`process.kill(VICTIM, 0); return 'THERE'`),
    effect: told(/THERE/),
    open: ['permission_only'],
  },
  {
    name: 'attach a debugger to a neighbour',
    code: placed(`process._debugProcess(VICTIM); await new Promise((done) => setTimeout(done, 50))`),
    effect: victimDied,
    open: ['permission_only'],
  },
  {
    name: 'raise its own priority',
    code: () => `builtin('os').setPriority(0, -10); return 'PRIORITY ' + builtin('os').getPriority()`,
    effect: told(/PRIORITY -/),
    open: ['permission_only'],
  },
]

function placed(code: string): Attempt['code'] {
  return ({ folder, victimPid }) =>
    `const FILE = '${folder}/secret.txt', VICTIM = ${victimPid}
     ${code}`
}
