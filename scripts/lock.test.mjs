import { expect, test } from 'vitest'
import { completeLock, missingFromLock } from './lock.mjs'

const lock = {
  packages: {
    '': { name: 'a-project' },
    'node_modules/tool': {
      version: '2.0.0',
      dev: true,
      optionalDependencies: {
        '@tool/linux-x64': '2.0.0',
        '@tool/darwin-arm64': '2.0.0',
        'of-any-version': '^1.0.0',
      },
    },
    'node_modules/@tool/linux-x64': { version: '2.0.0', optional: true },
  },
}

test('names the platform packages that npm left out, and only those', () => {
  expect(missingFromLock(lock)).toEqual([{ name: '@tool/darwin-arm64', version: '2.0.0', isDev: true }])
})

test('adds them as npm would, and then misses none', () => {
  const complete = completeLock(lock)

  expect(complete.packages['node_modules/@tool/darwin-arm64']).toEqual({
    version: '2.0.0',
    cpu: ['arm64'],
    dev: true,
    optional: true,
    os: ['darwin'],
  })
  expect(missingFromLock(complete)).toEqual([])
  expect(Object.keys(complete.packages)).toEqual(Object.keys(complete.packages).toSorted())
})

test('leaves a complete lockfile as it is', () => {
  const complete = completeLock(lock)

  expect(completeLock(complete)).toEqual(complete)
})
