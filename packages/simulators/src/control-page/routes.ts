/** The control page, and what it makes its forms of. Its files are read once; there is no build step. */
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { commandTables } from '../control/client.ts'
import { json } from '../http/answer.ts'
import { type Route, route } from '../http/route.ts'
import { pageFiles, renderPage } from '../phone/routes.ts'

const FILES = ['control.css', 'control.js', 'accounts.js', 'behaviour.js', 'forms.js', 'words.js']

/** `/control` is the page, `/control/commands` says what every command takes, as JSON Schema. */
export function controlPageRoutes(): Route[] {
  const folder = new URL('.', import.meta.url)
  const page = readFileSync(new URL('control.html', folder), 'utf8')
  return [
    ...pageFiles('/phones/control-page', folder, FILES),
    route('GET', '/control', (request) => renderPage(page, request, {})),
    route('GET', '/control/commands', () => json(200, { subjects: describeCommands() })),
  ]
}

function describeCommands() {
  return Object.fromEntries(
    Object.entries(commandTables).map(([subject, table]) => [
      subject,
      Object.fromEntries(
        Object.entries(table).map(([name, { input }]) => [
          name,
          z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }),
        ]),
      ),
    ]),
  )
}
