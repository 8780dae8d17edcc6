import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { findChromium } from '../e2e/chromium.ts'
import { root, runProgram } from './command-line.mjs'
import { runTool } from './run-tool.mjs'

runProgram(test)

/**
 * Runs every test: unit, database, HTTP, crash and browser. What follows on the command line goes to vitest:
 * `npm test -- receive` runs the files with that in their name. What is missing is said, not passed over.
 */
async function test() {
  for (const line of await whatIsMissing()) console.log(`MISSING: ${line}`)
  const folder = mkdtempSync(join(tmpdir(), 'hilo-report-'))
  const report = join(folder, 'report.json')
  const filters = process.argv.slice(2).map((word) => JSON.stringify(word))
  const reporters = `--reporter=default --reporter=json --outputFile.json=${JSON.stringify(report)}`
  const { code } = await runTool(['vitest run', reporters, ...filters].join(' '), { inherit: true })
  summarise(report)
  rmSync(folder, { recursive: true, force: true })
  process.exitCode = code
}

async function whatIsMissing() {
  const missing = []
  const corpus = resolve(root, process.env.HILO_CORPUS ?? '../shared/corpus')
  if (!existsSync(corpus)) {
    missing.push(`no folder ${corpus} (set HILO_CORPUS): tests over recorded platform payloads do not run.`)
  }
  try {
    await findChromium()
  } catch (error) {
    missing.push(`${error.message} Until then the browser tests fail.`)
  }
  return missing
}

function summarise(report) {
  if (!existsSync(report)) throw new Error('vitest ended without a report: see the lines above.')
  const { testResults } = JSON.parse(readFileSync(report, 'utf8'))
  const tests = testResults.flatMap((file) => file.assertionResults)
  const unread = testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some(isFailed),
  )
  for (const { fullName } of tests.filter((one) => !isFailed(one) && one.status !== 'passed')) {
    console.log(`NOT RUN: ${fullName}`)
  }
  for (const { fullName } of tests.filter(isSecondTry)) console.log(`ONLY THE SECOND TIME: ${fullName}`)
  const passed = tests.filter(({ status }) => status === 'passed').length
  console.log(`${passed} passed, ${tests.filter(isFailed).length + unread.length} failed`)
}

function isFailed({ status }) {
  return status === 'failed'
}

function isSecondTry({ status, failureMessages }) {
  return status === 'passed' && failureMessages.length > 0
}
