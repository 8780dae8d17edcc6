import { type Declaration, membersOf, readDeclarations } from './read-declarations.ts'

type Placed = Declaration & { readonly path: string }

/** The public names of one module an author imports from. */
export type ApiModule = {
  readonly name: string
  readonly functions: Declaration[]
  /** The types, with those they are made of. */
  readonly types: Declaration[]
  readonly errors: Declaration[]
}

const MODULES = [
  { name: '@hilo/sdk', entry: 'sdk/src/index', folders: ['runtime/src/replay/'] },
  { name: '@hilo/sdk/testing', entry: 'sdk/src/testing', folders: ['sdk/src/testing/'] },
]

/** What is public, in the order in which it is declared. */
export function collectApi(files: ReadonlyMap<string, string>): ApiModule[] {
  return MODULES.map(({ name, entry, folders }) => {
    const declared = [...files]
      .filter(([path]) => folders.some((folder) => path.startsWith(folder)))
      .flatMap(([path, text]) => readDeclarations(text).map((declaration) => ({ ...declaration, path })))
      .filter(({ code }) => /^(export )?(type|declare) (?!\{)/.test(code))
    const shown = closureOf(publicNames(files.get(entry) ?? ''), declared)
    const isError = ({ code }: Declaration) => / extends Error\b/.test(code)
    const isFunction = ({ code }: Declaration) => code.startsWith('export declare function')
    return {
      name,
      functions: shown.filter(isFunction),
      types: shown.filter((declaration) => !isFunction(declaration) && !isError(declaration)),
      errors: shown.filter(isError),
    }
  })
}

/** What an author writes: `Chat` in the SDK, `Simulation` in the test kit. The others only describe it. */
export function isSpokenTo({ name, code }: Declaration): boolean {
  return (
    (name === 'Chat' || code.startsWith('export declare class')) &&
    membersOf({ name, code, doc: '' }).length > 5
  )
}

function publicNames(entry: string): Set<string> {
  const lists = [...entry.matchAll(/^export (?:type )?\{([^}]*)\}/gm)].map(([, list = '']) => list)
  const names = lists.flatMap((list) => list.split(',')).map((name) => name.replace(/\btype\b/, '').trim())
  return new Set(names.filter((name) => name !== ''))
}

/**
 * What has these names, in the order of `declared`, with the types that it is made of, so that no page names
 * what it does not show. What is not exported belongs to its own file.
 */
function closureOf(names: ReadonlySet<string>, declared: readonly Placed[]): Placed[] {
  const shown = new Set(declared.filter(({ name, code }) => names.has(name) && code.startsWith('export')))
  // What is added while a set is walked is walked too.
  for (const { code, path } of shown) {
    for (const other of declared) {
      const isType = /^(export )?type /.test(other.code)
      const isInReach = other.code.startsWith('export') || other.path === path
      if (isType && isInReach && new RegExp(`\\b${other.name}\\b`).test(code)) shown.add(other)
    }
  }
  return declared.filter((declaration) => shown.has(declaration))
}
