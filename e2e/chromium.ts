import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium } from 'playwright-core'

/** A Chromium to run, with what its process needs in its environment. */
export type Chromium = { readonly path: string; readonly env: Record<string, string> }

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'headless-shell',
]

const USUAL_PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  '/snap/bin/chromium',
  '/usr/lib/chromium/chromium',
  '/opt/google/chrome/chrome',
]

// No update, no telemetry, no call home: the tests speak to loopback only.
const FLAGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/**
 * The browser of the tests: `CHROMIUM_PATH`, else an installed one, else the one that npm brought.
 *
 * @throws Error with one sentence that says what to do when there is none.
 */
export async function findChromium(): Promise<Chromium> {
  const chosen = process.env.CHROMIUM_PATH
  if (chosen) {
    if (existsSync(chosen)) return { path: chosen, env: {} }
    throw new Error(`CHROMIUM_PATH names ${chosen}, which does not exist: correct it or unset it.`)
  }
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  const candidates = [
    ...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))),
    ...USUAL_PLACES,
  ]
  const installed = candidates.find(existsSync)
  if (installed) return { path: installed, env: {} }
  if (process.platform === 'linux' && process.arch === 'x64') return unpackChromium()
  throw new Error('There is no Chromium: install Chrome or Chromium, or set CHROMIUM_PATH.')
}

/** Starts the browser of the tests; closing it is the caller's duty. */
export async function launchChromium(): Promise<Browser> {
  const { path, env } = await findChromium()
  const isRoot = process.getuid?.() === 0
  return chromium.launch({
    executablePath: path,
    args: [...FLAGS, ...(isRoot ? ['--no-sandbox'] : [])],
    env: { ...process.env, ...env } as Record<string, string>,
  })
}

/**
 * Unpacks the browser of npm once a version. The package reuses whatever browser lies in the temporary
 * folder, an older one or one that is still being written, so it gets an empty folder that is renamed when
 * full.
 */
async function unpackChromium(): Promise<Chromium> {
  const root = packageRoot('@sparticuz/chromium')
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  const cache = resolve(fileURLToPath(new URL('../node_modules/.cache', import.meta.url)))
  const folder = join(cache, `chromium-${version}`)
  if (!existsSync(join(folder, 'chromium'))) await unpackInto(folder, cache, join(root, 'bin'))
  return {
    path: join(folder, 'chromium'),
    env: { FONTCONFIG_PATH: join(folder, 'fonts'), ...libraries(folder) },
  }
}

async function unpackInto(folder: string, cache: string, archives: string): Promise<void> {
  mkdirSync(cache, { recursive: true })
  const unfinished = mkdtempSync(join(cache, 'unpacking-'))
  const { inflate } = await import('@sparticuz/chromium')
  const temporary = process.env.TMPDIR
  process.env.TMPDIR = unfinished
  try {
    const names = ['chromium.br', 'fonts.tar.br', 'swiftshader.tar.br', 'al2023.tar.br']
    await Promise.all(names.map((name) => inflate(join(archives, name))))
  } finally {
    if (temporary === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = temporary
  }
  writeFileSync(join(unfinished, 'fonts', 'fonts.conf'), fontsConfiguration(join(folder, 'fonts')))
  try {
    renameSync(unfinished, folder)
  } catch {
    // Another process was faster; what it unpacked is the same.
    rmSync(unfinished, { recursive: true, force: true })
  }
}

/** The package's own configuration looks only in `/tmp/fonts`; without a font a page has no text at all. */
function fontsConfiguration(fonts: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${fonts}</dir>
  <cachedir>${fonts}-cache</cachedir>
  ${['sans', 'sans-serif', 'system-ui'].map(preferOpenSans).join('\n  ')}
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
</fontconfig>
`
}

/** The pictures of the documentation look the same wherever they are taken. */
function preferOpenSans(family: string): string {
  return `<alias><family>${family}</family><prefer><family>Open Sans</family></prefer></alias>`
}

/** The system's own libraries where it has them all, else those that the package carries. */
function libraries(folder: string): Record<string, string> {
  const { stdout } = spawnSync('ldd', [join(folder, 'chromium')], { encoding: 'utf8' })
  return stdout?.includes('not found') ? { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') } : {}
}

function packageRoot(name: string): string {
  return resolve(dirname(createRequire(import.meta.url).resolve(name)), '..')
}
