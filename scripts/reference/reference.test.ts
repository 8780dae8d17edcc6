import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { api, type Contract } from '@hilo/protocol'
import * as sdk from '@hilo/sdk'
import { z } from '@hilo/sdk'
import { beforeAll, describe, expect, test } from 'vitest'
import { root } from '../command-line.mjs'
import { membersOf, readDeclarations } from './read-declarations.ts'
import { renderReference } from './render-reference.ts'
import { typeText } from './schema-text.ts'

describe('the reference of the API', () => {
  let pages: Map<string, string>

  beforeAll(async () => {
    pages = await renderReference()
  })

  test.each(['docs/reference/chat.md', 'docs/reference/http.md', 'docs/llms.txt'])(
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

describe('the reference of the HTTP API', () => {
  const page = readFileSync(join(root, 'docs/reference/http.md'), 'utf8')
  const titles = [...page.matchAll(/^### (.*)$/gm)].map(([, title]) => title ?? '')

  test('has every endpoint once, with who may call it', () => {
    const endpoints = Object.values<Contract>(api).map(({ method, path }) => `${method} ${path}`)

    expect(titles.filter((title) => title.includes(' ')).toSorted()).toEqual(endpoints.toSorted())
    expect(page.match(/Permission: `/g)).toHaveLength(endpoints.length)
  })

  test('has every shape that it names', () => {
    const code = [...page.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map(([, text = '']) => text).join('\n')
    const named = new Set(code.replaceAll(/'[^']*'/g, '').match(/\b[A-Z]\w+\b/g))
    const own = new Set(['Query', 'Body', 'Response', 'Array', 'Record'])

    expect([...named].filter((name) => !own.has(name) && !titles.includes(name))).toEqual([])
    expect(titles).toEqual(expect.arrayContaining(['Article', 'Conversation', 'Gap']))
  })
})

describe('what a schema lets through is written as a type', () => {
  const Named = z.object({ id: z.string() })
  const nameOf = (schema: unknown) => (schema === Named ? 'Named' : undefined)

  test.each([
    [z.array(Named).nullable(), 'Array<Named> | null'],
    [z.object({ a: z.number().default(1), 'b-c': Named.optional() }), "{ a?: number; 'b-c'?: Named }"],
    [z.enum(['on', 'off']).or(z.literal(0)), "'on' | 'off' | 0"],
    [z.record(z.string(), z.tuple([z.boolean(), z.unknown()])), 'Record<string, [boolean, unknown]>'],
    [z.string().transform(Number), 'string'],
    [z.strictObject({}), 'Record<string, never>'],
  ])('%#', (schema, text) => {
    expect(typeText(schema, nameOf)).toBe(text)
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
