import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Files that take long however short they are, the longest first. */
export const LONG = [
  ...[
    'http/contracts',
    'workers/receive/burst-kill',
    'db/isolation',
    'workers/turn/call',
    'db/isolation-mutants',
  ],
  ...['http/command-line-remote', 'workers/turn/bursts', 'workers/answer/answer-with-tools', 'oracle/oracle'],
  ...['e2e/crash', 'e2e/every-kind'],
]
const NAMES = LONG.map((name) => `/${name}.test.ts`)

/**
 * Begins what takes long first, so that no worker is left alone with it at the end. Without it a clone, which
 * has no times of an earlier run, would go by the size of the files.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    // A project stays together; the sort is stable, so that all others keep their order.
    const projects = [...new Set(sorted.map(({ project }) => project))]
    return projects.flatMap((one) =>
      sorted.filter(({ project }) => project === one).sort((a, b) => rankOf(a) - rankOf(b)),
    )
  }
}

function rankOf({ moduleId }: TestSpecification): number {
  const at = NAMES.findIndex((name) => moduleId.endsWith(name))
  return at === -1 ? NAMES.length : at
}
