import * as protocol from '@hilo/protocol'
import {
  api,
  type Contract,
  ORG_HEADER,
  type Permission,
  ROLE_PERMISSIONS,
  SCOPE_PERMISSIONS,
} from '@hilo/protocol'
import { isSchema, shapeText, typeText } from './schema-text.ts'

const TITLE = `# The HTTP API

Every endpoint below \`/v1\`: what it does, who may call it, what it takes and gives, and how it may fail.
Written from the contracts of \`packages/protocol/src/api\` by \`npm run generate\`.

A program calls with an API key, \`authorization: Bearer <key>\`; a person with the session of the dashboard,
and with the header \`${ORG_HEADER}\` where they are in several orgs. What is sent and answered is JSON, times
are ISO 8601 in UTC; of a \`GET\` what is asked stands in the query. A field with \`?\` may be left out. What
went wrong is one of [a closed list of errors](errors.md); beside those that are named each endpoint may
answer \`not_authenticated\`, \`not_allowed\`, \`too_many_requests\`, \`internal\` and \`unavailable\`.`

const NAMES = new Map<unknown, string>(
  Object.entries(protocol).flatMap(([name, value]) => (isSchema(value) ? [[value, name]] : [])),
)

/** `docs/reference/http.md`. */
export function renderHttpPage(): string {
  const used = new Set<string>()
  const nameOf = (schema: unknown) => {
    const name = NAMES.get(schema)
    if (name !== undefined) used.add(name)
    return name
  }
  const contracts = Object.values<Contract>(api).toSorted((a, b) => compare(keyOf(a), keyOf(b)))
  const groups = [...Map.groupBy(contracts, groupOf)].flatMap(([group, members]) => [
    `## ${group}`,
    ...members.flatMap((one) => endpoint(one, nameOf)),
  ])
  return `${[TITLE, ...permissions(), ...groups, ...shapes(used, nameOf)].join('\n\n')}\n`
}

function compare(a: string, b: string): number {
  return a < b ? -1 : 1
}

function keyOf({ path, method }: Contract): string {
  return `${path} ${method}`
}

/** What stands first in its path; under `ai` there is much, so that one more counts. */
function groupOf({ path }: Contract): string {
  const [, , first = '', second = ''] = path.split('/')
  return first === 'ai' ? `${first}/${second}` : first
}

type NameOf = (schema: unknown) => string | undefined

function endpoint(contract: Contract, nameOf: NameOf): string[] {
  const { method, path, summary, permission, query, body, returns, takes, streams, errors } = contract
  const given = [
    ...(query ? [`type Query = ${typeText(query, nameOf)}`] : []),
    ...(body ? [`type Body = ${typeText(body, nameOf)}`] : []),
    `type Response = ${typeText(returns, nameOf)}`,
  ]
  const notes = [
    ...(takes === 'bytes' ? ['The body is the file itself.'] : []),
    ...(streams ? ['The answer is a line of JSON for each value.'] : []),
    ...(errors.length > 0 ? [`Errors: ${errors.map(coded).join(', ')}.`] : []),
  ]
  return [
    `### ${method} ${path}`,
    `${summary}. Permission: ${coded(permission)}. ${notes.join(' ')}`.trim(),
    fenced(given),
  ]
}

/** Which roles and which scopes of API keys may do what. */
function permissions(): string[] {
  const all = [...ROLE_PERMISSIONS.owner].toSorted()
  const scopesOf = (permission: Permission) => {
    // Whoever calls is told who that is.
    if (permission === 'caller') return ['any']
    return Object.entries<readonly Permission[]>(SCOPE_PERMISSIONS)
      .filter(([, of]) => of.includes(permission))
      .map(([scope]) => coded(scope))
  }
  const rolesOf = (permission: Permission) =>
    Object.entries(ROLE_PERMISSIONS)
      .filter(([, of]) => of.has(permission))
      .map(([role]) => role)
  const rows = all.map(
    (one) => `| ${coded(one)} | ${rolesOf(one).join(', ')} | ${scopesOf(one).join(', ')} |`,
  )
  return [
    '## Permissions',
    'Whom a permission is given to: the roles of members, and the scopes of API keys.',
    ['| permission | roles | scopes |', '| --- | --- | --- |', ...rows].join('\n'),
  ]
}

/** Those that the endpoints name, and those that these name. */
function shapes(used: Set<string>, nameOf: NameOf): string[] {
  const schemas = new Map([...NAMES].map(([schema, name]) => [name, schema]))
  const texts = new Map<string, string>()
  // What is rendered names others, which join the set while it is walked.
  for (const name of used) texts.set(name, `type ${name} = ${shapeText(schemas.get(name), nameOf)}`)
  const sorted = [...texts].toSorted(([a], [b]) => compare(a, b))
  return ['## Shapes', ...sorted.flatMap(([name, text]) => [`### ${name}`, fenced([text])])]
}

function coded(word: string): string {
  return `\`${word}\``
}

function fenced(lines: readonly string[]): string {
  return `\`\`\`ts\n${lines.join('\n')}\n\`\`\``
}
