import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as sdk from '@hilo/sdk'
import { beforeAll, describe, expect, test } from 'vitest'
import { root } from '../command-line.mjs'
import { membersOf, readDeclarations } from './read-declarations.ts'
import { renderReference } from './render-reference.ts'

describe('the reference of the API', () => {
  let pages: Map<string, string>

  beforeAll(async () => {
    pages = await renderReference()
  })

  test.each(['docs/reference/chat.md', 'docs/llms.txt'])(
    '%s is what the code says: npm run generate',
    (path) => {
      expect(readFileSync(join(root, path), 'utf8')).toBe(pages.get(path))
    },
  )

  test('names everything that can be imported, and the calls of chat', () => {
    const page = pages.get('docs/reference/chat.md') ?? ''
    const titles = [...page.matchAll(/^#{3,4} (.*)$/gm)].map(([, title]) => title)

    expect(titles).toEqual(expect.arrayContaining(Object.keys(sdk).filter((name) => name !== 'z')))
    expect(titles).toEqual(
      expect.arrayContaining(['chat.ask', 'chat.step', 'chat.handoff', 'simulate', 't.says']),
    )
    expect(titles.length).toBe(new Set(titles).size)
  })
})

describe('a declaration', () => {
  const text = `import { a } from 'a';
/** Says "one; two". */
export type One = {
    /** A name; any. */
    readonly name: string;
    act<T extends { x: string; }>(first: T): Promise<';'>;
};
export declare class Two extends Error {
    #private;
    constructor(a: string);
    get size(): number;
}
export declare function three(): void;
`

  test('ends where it ends, whatever stands inside of it', () => {
    expect(readDeclarations(text).map(({ name }) => name)).toEqual(['import', 'One', 'Two', 'three'])
    expect(readDeclarations(text)[1]?.doc).toBe('Says "one; two".')
  })

  test('has its members with their docstrings, and not what is private', () => {
    const [, one, two] = readDeclarations(text)

    expect(one && membersOf(one).map(({ name, doc }) => [name, doc])).toEqual([
      ['name', 'A name; any.'],
      ['act', ''],
    ])
    expect(two && membersOf(two).map(({ name, code }) => [name, code])).toEqual([
      ['size', 'get size(): number;'],
    ])
  })
})
