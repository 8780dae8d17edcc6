import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { root } from './command-line.mjs'
import { runTool } from './run-tool.mjs'

// A small house of the same shape, in which every wall is broken once.
const SOUND = {
  'packages/protocol/src/index.ts': "export * from './content.ts'",
  'packages/protocol/src/content.ts': 'export const content = 1',
  'packages/channels/src/index.ts':
    "import { content } from '@hilo/protocol'\nexport const channel = content",
  'packages/ai/src/index.ts': "export type { content } from '@hilo/protocol'",
  'packages/runtime/src/index.ts': "export type { content } from '@hilo/protocol'",
  'packages/simulators/src/index.ts': 'export const simulator = 1',
  'packages/sdk/src/index.ts': 'export const sdk = 1',
  'apps/server/src/main.ts':
    "import { simulator } from '@hilo/simulators'\nimport './http/server.ts'\nsimulator",
  'apps/server/src/http/server.ts': "import '../domain/assign.ts'\nimport '@hilo/channels'",
  'apps/server/src/domain/assign.ts': "import '../db/pool.ts'\nimport type { content } from '@hilo/protocol'",
  'apps/server/src/db/pool.ts': 'export const pool = 1',
  'apps/server/src/answers/answer-question.ts': "import '../domain/assign.ts'",
  'apps/server/src/workers/receive/receive.ts': "import '../turn/run.ts'",
  'apps/server/src/workers/turn/run.ts': "import '../deliver/deliver.ts'",
  'apps/server/src/workers/deliver/deliver.ts': "import '@hilo/channels'",
  'apps/server/src/reader/reader.ts': "import type { content } from '@hilo/runtime'",
  'apps/server/src/testing/factories.ts': "import '../domain/assign.ts'",
  'apps/dashboard/src/main.tsx':
    "import { content } from '@hilo/protocol'\nexport const page = <p>{content}</p>",
  'examples/one/backend.ts': "import '@hilo/sdk'",
  'apps/widget/src/main.ts': "import type { content } from '@hilo/protocol'",
}

const BROKEN = [
  ['no-cycles', 'packages/protocol/src/content.ts', './index.ts'],
  ['resolvable', 'packages/sdk/src/broken-1.ts', './nowhere.ts'],
  ['protocol-knows-nothing', 'packages/protocol/src/broken-2.ts', '@hilo/channels'],
  ['runtime-knows-protocol', 'packages/runtime/src/broken-3.ts', '@hilo/channels'],
  ['channels-know-protocol', 'packages/channels/src/broken-4.ts', '@hilo/runtime'],
  ['channels-know-protocol', 'packages/channels/src/broken-5.ts', '../../protocol/src/content.ts'],
  ['sdk-knows-protocol-and-runtime', 'packages/sdk/src/broken-6.ts', '@hilo/channels'],
  ['simulators-know-protocol', 'packages/simulators/src/broken-7.ts', '@hilo/channels'],
  ['dashboard-knows-protocol', 'apps/dashboard/src/broken-8.tsx', '@hilo/runtime'],
  ['widget-knows-protocol', 'apps/widget/src/broken-9.tsx', '@hilo/channels'],
  ['examples-know-sdk', 'examples/one/broken.ts', '@hilo/runtime'],
  [
    'server-uses-packages-by-their-entry',
    'apps/server/src/http/broken-10.ts',
    '../../../../packages/protocol/src/content.ts',
  ],
  ['nothing-imports-an-app', 'packages/sdk/src/broken-11.ts', '../../../apps/server/src/db/pool.ts'],
  ['simulators-only-in-main', 'apps/server/src/http/broken-12.ts', '@hilo/simulators'],
  ['main-is-the-root', 'apps/server/src/http/broken-13.ts', '../main.ts'],
  ['db-is-below-all', 'apps/server/src/db/broken-14.ts', '../domain/assign.ts'],
  ['domain-knows-no-edge', 'apps/server/src/domain/broken-15.ts', '../http/server.ts'],
  ['domain-knows-no-edge', 'apps/server/src/domain/broken-16.ts', '@hilo/channels'],
  ['workers-know-no-http', 'apps/server/src/workers/broken-17.ts', '../http/server.ts'],
  ['http-knows-no-workers', 'apps/server/src/http/broken-18.ts', '../workers/deliver/deliver.ts'],
  ['stages-know-none-before-them', 'apps/server/src/workers/turn/broken-23.ts', '../receive/receive.ts'],
  ['sending-knows-no-stage', 'apps/server/src/workers/deliver/broken-24.ts', '../turn/run.ts'],
  ['platforms-know-no-work', 'apps/server/src/workers/platform/broken-25.ts', '../deliver/deliver.ts'],
  ['testing-stays-in-tests', 'apps/server/src/http/broken-19.ts', '../testing/factories.ts'],
  ['reader-knows-nothing', 'apps/server/src/reader/broken-30.ts', '../domain/assign.ts'],
  ['ai-knows-protocol', 'packages/ai/src/broken-20.ts', '@hilo/channels'],
  ['copilot-knows-no-edge', 'apps/server/src/copilot/broken-30.ts', '../http/server.ts'],
  ['models-know-no-edge', 'apps/server/src/models/broken-21.ts', '../answers/answer-question.ts'],
  ['answers-know-no-edge', 'apps/server/src/answers/broken-22.ts', '../workers/deliver/deliver.ts'],
]

// Types are imports like any other: a wall one can look through is no wall.
const BROKEN_BY_TYPE = ['domain-knows-no-edge', 'apps/server/src/domain/type.ts', '@hilo/channels']

let house

beforeAll(() => {
  house = realpathSync(mkdtempSync(join(tmpdir(), 'hilo-layers-')))
  mkdirSync(join(house, 'node_modules', '@hilo'), { recursive: true })
  for (const [path, text] of Object.entries(SOUND)) write(path, text)
  for (const name of ['protocol', 'channels', 'ai', 'runtime', 'simulators', 'sdk']) {
    write(`packages/${name}/package.json`, JSON.stringify({ name, exports: { '.': './src/index.ts' } }))
    symlinkSync(join('..', '..', 'packages', name), join(house, 'node_modules', '@hilo', name))
  }
})

afterAll(() => rmSync(house, { recursive: true }))

test('a sound house passes, and every file of it was read', async () => {
  const { violations, modules } = await cruise()

  expect(violations).toEqual([])
  expect(modules).toBeGreaterThanOrEqual(Object.keys(SOUND).length)
})

describe('in a house with every wall broken', () => {
  let violations

  beforeAll(async () => {
    for (const [, path, target] of BROKEN) write(path, `${SOUND[path] ?? ''}\nimport '${target}'\n`)
    const [, path, target] = BROKEN_BY_TYPE
    write(path, `import type { channel } from '${target}'\nexport type Channel = typeof channel\n`)
    violations = (await cruise()).violations
  })

  test.each([...BROKEN, BROKEN_BY_TYPE])('%s: %s may not import %s', (rule, path) => {
    expect(violations).toContain(`${rule} ${path}`)
  })
})

async function cruise() {
  const config = join(root, '.dependency-cruiser.mjs')
  const { output } = await runTool(
    `depcruise --config "${config}" --output-type json apps packages examples`,
    {
      cwd: house,
    },
  )
  const { summary } = JSON.parse(output.slice(output.indexOf('{')))
  return {
    violations: summary.violations.map(({ rule, from }) => `${rule.name} ${from}`),
    modules: summary.totalCruised,
  }
}

function write(path, text) {
  mkdirSync(dirname(join(house, path)), { recursive: true })
  writeFileSync(join(house, path), text)
}
