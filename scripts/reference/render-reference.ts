import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { ContactSnapshot } from '@hilo/protocol'
import { z } from '@hilo/sdk'
import { root } from '../command-line.mjs'
import { collectApi } from './collect-api.ts'
import { emitDeclarations } from './emit-declarations.ts'
import { type Fields, renderChatPage } from './render-chat-page.ts'
import { renderHttpPage } from './render-http-page.ts'
import { renderLlms } from './render-llms.ts'

/** The pages that are written from the code, by their paths. */
export async function renderReference(): Promise<Map<string, string>> {
  const api = collectApi(await emitDeclarations())
  return new Map([
    ['docs/reference/chat.md', formatted(renderChatPage(api, contactFields()))],
    ['docs/reference/http.md', formatted(renderHttpPage())],
    ['docs/llms.txt', formatted(renderLlms(api, root))],
  ])
}

/** Their code as all other code is written, so that the formatter leaves the pages alone. */
function formatted(markdown: string): string {
  const program = join(root, 'node_modules', '.bin', 'biome')
  const { stdout, stderr, status } = spawnSync(program, ['format', '--stdin-file-path=docs/page.md'], {
    ...{ cwd: root, input: markdown, encoding: 'utf8' },
    // On Windows what stands in .bin is a script of the shell.
    shell: process.platform === 'win32',
  })
  if (status !== 0) throw new Error(`The page could not be formatted. ${stderr}`)
  return stdout
}

/** A schema's type is no text in a declaration. */
function contactFields(): Fields {
  const { properties = {} } = z.toJSONSchema(ContactSnapshot)
  return Object.entries(properties).map(([name, property]) => [name, typeOf(property)])
}

function typeOf(property: z.core.JSONSchema._JSONSchema): string {
  if (typeof property === 'boolean') return 'unknown'
  if (property.anyOf) return property.anyOf.map(typeOf).join(' | ')
  return [property.type ?? 'unknown'].flat().join(' | ')
}
