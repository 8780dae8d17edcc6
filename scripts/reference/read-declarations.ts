/** Reads the text of declarations (`.d.ts`): what is declared, with its docstring, and the members of a type. */

export type Declaration = {
  readonly name: string
  /** The docstring without its stars. */
  readonly doc: string
  /** The declaration itself, with the docstrings inside of it. */
  readonly code: string
}

const NAME = /^(?:export )?(?:declare )?(?:readonly |get |async )*(?:type |function |class |const )?([\w$]+)/
const OPENING = new Set(['{', '(', '['])
const CLOSING = new Set(['}', ')', ']'])

/** What stands one after the other in a text, at the top of a file or inside of a type's braces. */
export function readDeclarations(text: string): Declaration[] {
  const found: Declaration[] = []
  let doc = ''
  for (let at = 0; at < text.length; ) {
    if (/\s/.test(text.charAt(at))) {
      at++
    } else if (text.startsWith('/*', at)) {
      const end = text.indexOf('*/', at) + 2
      doc = text.slice(at, end)
      at = end
    } else {
      const end = endOfDeclaration(text, at)
      const code = dedented(text.slice(at, end).trim())
      found.push({ name: NAME.exec(code)?.[1] ?? '', doc: wordsOf(doc), code })
      doc = ''
      at = end
    }
  }
  return found
}

/** The members of an object type or a class. */
export function membersOf({ code }: Declaration): Declaration[] {
  const body = code.slice(
    code.indexOf('{', code.search(/ = |^export declare class/)) + 1,
    code.lastIndexOf('}'),
  )
  return readDeclarations(body).filter(({ name }) => name !== '' && name !== 'constructor')
}

/** Where `;` ends it, or the brace that closes it, as after the body of a class. */
function endOfDeclaration(text: string, start: number): number {
  const isClass = /^(export )?declare class/.test(text.slice(start, start + 30))
  let depth = 0
  for (let at = start; at < text.length; at++) {
    const character = text.charAt(at)
    if (text.startsWith('/*', at)) at = text.indexOf('*/', at) + 1
    else if (character === "'" || character === '"') at = text.indexOf(character, at + 1)
    else if (OPENING.has(character)) depth++
    else if (CLOSING.has(character)) depth--
    if (depth > 0) continue
    if (character === ';' || (isClass && character === '}')) return at + 1
  }
  return text.length
}

function wordsOf(doc: string): string {
  return doc
    .replace(/^\/\*\*?|\*\/$/g, '')
    .replaceAll(/^[ \t]*\* ?/gm, '')
    .trim()
}

/** Members of a class come with the indentation of the class. */
function dedented(code: string): string {
  const [first = '', ...rest] = code.split('\n')
  const indents = rest.filter((line) => line.trim() !== '').map((line) => line.search(/\S/))
  const common = rest.at(-1)?.search(/\S/) ?? Math.min(...indents)
  return [first, ...rest.map((line) => line.slice(Math.max(0, common)))].join('\n')
}
