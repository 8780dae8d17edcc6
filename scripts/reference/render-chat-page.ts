import { type ApiModule, isSpokenTo } from './collect-api.ts'
import { type Declaration, membersOf } from './read-declarations.ts'

const TITLE = `# The API of micro-backends

Everything that \`@hilo/sdk\` and \`@hilo/sdk/testing\` export, with what each promises. Written from the types
by \`npm run generate\`; [the concepts](../concepts/README.md) say how it hangs together.`

/** What the contact of a run is, for which the types name a schema. */
export type Fields = readonly (readonly [name: string, type: string])[]

/** `docs/reference/chat.md`. */
export function renderChatPage(modules: readonly ApiModule[], contact: Fields): string {
  const parts = modules.flatMap((module) => [`## ${module.name}`, ...sectionsOf(module)])
  const snapshot = fenced(
    `type ContactSnapshot = {\n${contact.map(([n, t]) => `    readonly ${n}: ${t};`).join('\n')}\n}`,
  )
  return `${[TITLE, ...parts, '## ContactSnapshot', 'What `chat.contact` has.', snapshot].join('\n\n')}\n`
}

function sectionsOf({ functions, types, errors }: ApiModule): string[] {
  const spokenTo = types.filter(isSpokenTo)
  const others = types.filter((type) => !isSpokenTo(type))
  return [
    ...functions.flatMap((declaration) => [`### ${declaration.name}`, ...bodyOf(declaration)]),
    ...spokenTo.flatMap((type) => [`### ${type.name}`, ...proseOf(type.doc), ...membersAsSections(type)]),
    ...others.flatMap((declaration) => [`### ${declaration.name}`, ...bodyOf(declaration)]),
    ...errors.flatMap((declaration) => [`### ${declaration.name}`, ...bodyOf(declaration)]),
  ]
}

function membersAsSections(type: Declaration): string[] {
  const object = type.name === 'Chat' ? 'chat' : 't'
  return membersOf(type).flatMap((member, index, members) => {
    // Another way to call what stands above.
    if (members[index - 1]?.name === member.name) return bodyOf(member)
    return [`#### ${object}.${member.name}`, ...bodyOf(member)]
  })
}

function bodyOf({ doc, code }: Declaration): string[] {
  return [...proseOf(doc), fenced(code.replace(/^export (declare )?/, ''))]
}

/** A docstring as Markdown: its tags become sentences. */
function proseOf(doc: string): string[] {
  if (doc === '') return []
  const [prose = '', ...tags] = doc.split(/^(?=@\w+)/m).map((part) => part.trim())
  return [prose, ...tags.map(tagOf)].filter((part) => part !== '')
}

function tagOf(tag: string): string {
  const [, name = '', text = ''] = /^@(\w+)\s*([\s\S]*)$/.exec(tag) ?? []
  if (name === 'example') return fenced(text.trim())
  return name === 'throws' ? `Throws ${text.trim()}` : `${name}: ${text.trim()}`
}

function fenced(code: string): string {
  return `\`\`\`ts\n${code}\n\`\`\``
}
