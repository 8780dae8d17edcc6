import { defineConfig } from 'vitest/config'
import { LongestFirst } from './scripts/longest-first.ts'

const ignored = ['**/node_modules/**', '**/dist/**', '**/.hilo/**']

/** They change what the others of their process would see. */
const alone = ['apps/server/**/*.alone.test.ts']
/** Scripts whose tests need a database. */
const proofs = ['scripts/{cut,due,flood,model,oracle,site}/*.test.ts', 'scripts/eval/{cost,sim}.test.ts']

// Projects, so that `vitest --project packages` needs no database and only `e2e` needs a browser.
export default defineConfig({
  test: {
    environment: 'node',
    // Twice the cores of a small machine: much of a test is waiting for a database, a browser or a process.
    maxWorkers: 4,
    sequence: { sequencer: LongestFirst },
    // Files of one worker share what they import: a third of the time went into loading it anew for each.
    isolate: false,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // A busy machine is no failure: what is awaited comes at once on an idle one.
    expect: { poll: { timeout: 5_000 } },
    // Nobody is there to start it again, and a browser may stumble: what passed only then is named.
    retry: process.env.CI ? 1 : 0,
    projects: [
      {
        extends: true,
        test: {
          name: 'packages',
          include: [
            'packages/**/*.test.ts',
            '{docs,examples}/**/*.test.ts',
            'scripts/**/*.test.{ts,mjs}',
            'apps/{dashboard,widget}/**/*.test.{ts,tsx}',
          ],
          exclude: [...ignored, ...proofs],
        },
      },
      {
        extends: true,
        test: {
          name: 'server',
          include: ['apps/server/**/*.test.ts', ...proofs],
          exclude: [...ignored, ...alone],
          globalSetup: ['apps/server/src/testing/global-setup.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'alone',
          include: alone,
          exclude: ignored,
          globalSetup: ['apps/server/src/testing/global-setup.ts'],
          isolate: true,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['e2e/**/*.test.ts'],
          exclude: ignored,
          globalSetup: ['e2e/global-setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          isolate: true,
        },
      },
    ],
  },
})
