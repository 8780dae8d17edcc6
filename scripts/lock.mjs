import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isProgram, root, runProgram } from './command-line.mjs'

const LOCKFILE = join(root, 'package-lock.json')
const SYSTEM = /android|darwin|freebsd|netbsd|openbsd|openharmony|win32|windows|linux|sunos|aix/
const PROCESSOR = /arm64|x64|ia32|arm|ppc64|riscv64|s390x|wasm32|loong64|mips64el/

if (isProgram(import.meta.url)) runProgram(main)

/**
 * The optional platform packages that some package asks for and the lockfile does not list. npm drops without
 * a word those that a mirror of its registry lacks, and then `npm ci` refuses the lockfile as incomplete.
 */
export function missingFromLock(lock) {
  const listed = new Set(Object.keys(lock.packages))
  return Object.entries(lock.packages).flatMap(([path, { dev, optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies)
      .filter(([name, version]) => /^\d/.test(version) && !isListed(listed, path, name))
      .map(([name, version]) => ({ name, version, isDev: dev === true })),
  )
}

/** The lockfile with an entry for each missing platform package, in npm's own order. */
export function completeLock(lock) {
  const added = missingFromLock(lock).map((missing) => [`node_modules/${missing.name}`, entryFor(missing)])
  const packages = { ...Object.fromEntries(added), ...lock.packages }
  const sorted = Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1))
  return { ...lock, packages: Object.fromEntries(sorted) }
}

function main() {
  const lock = JSON.parse(readFileSync(LOCKFILE, 'utf8'))
  const missing = missingFromLock(lock)
  if (missing.length === 0) return
  const names = missing.map(({ name }) => name).join(', ')
  if (!process.argv.includes('--fix')) {
    throw new Error(`package-lock.json lacks ${names}: run "npm run fix".`)
  }
  writeFileSync(LOCKFILE, `${JSON.stringify(completeLock(lock), null, 2)}\n`)
  console.log(`Added to package-lock.json: ${names}.`)
}

function isListed(listed, path, name) {
  return listed.has(`node_modules/${name}`) || listed.has(`${path}/node_modules/${name}`)
}

function entryFor({ name, version, isDev }) {
  const system = SYSTEM.exec(name)?.[0].replace('windows', 'win32')
  const processor = PROCESSOR.exec(name)?.[0]
  return {
    version,
    ...(processor && { cpu: [processor] }),
    ...(isDev && { dev: true }),
    optional: true,
    ...(system && { os: [system] }),
  }
}
