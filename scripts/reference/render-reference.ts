import { ContactSnapshot } from '@hilo/protocol'
import { z } from 'zod'
import { root } from '../command-line.mjs'
import { collectApi } from './collect-api.ts'
import { emitDeclarations } from './emit-declarations.ts'
import { type Fields, renderChatPage } from './render-chat-page.ts'
import { renderLlms } from './render-llms.ts'

/** The pages that are written from the code, by their paths. */
export async function renderReference(): Promise<Map<string, string>> {
  const api = collectApi(await emitDeclarations())
  const chat = renderChatPage(api, contactFields())
  return new Map([
    ['docs/reference/chat.md', chat],
    ['docs/llms.txt', renderLlms(api, root)],
  ])
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
