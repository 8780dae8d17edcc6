import { type ToolField, toolSchemaOf } from '@hilo/protocol'
import { expect, test } from 'vitest'
import { callOptions, languageModel } from './sdk.ts'

const plain = { description: '', options: [], isRequired: false, type: 'text' as const }
const NOTE: ToolField = { ...plain, name: 'note', label: 'Note' }
const ITEMS: ToolField = {
  ...plain,
  name: 'items',
  label: 'Items',
  type: 'group',
  isList: true,
  fields: [NOTE],
}

test.each(['responses', 'chat'] as const)(
  'a tool goes out by %s as its fields are, in no mode that would have every one of them filled in',
  async (speaks) => {
    const sent: string[] = []
    const provider = async (_: unknown, init?: RequestInit) => {
      sent.push(String(init?.body))
      return new Response('{}', { status: 400 })
    }
    const target = { name: 'first', speaks, baseUrl: 'https://models.example/v1', key: 'k', model: 'm' }
    const language = languageModel(
      { ...target, embeddingModel: null, isPlacing: false, own: { version: 1, models: [] }, list: null },
      provider,
    )
    const tools = [{ name: 'order', description: 'Orders.', input: toolSchemaOf([ITEMS]) }]
    const options = callOptions({ messages: [{ role: 'user', text: 'Hi' }], tools, outputTokensMax: 9 })
    await expect(language.doStream(options)).rejects.toThrow()

    const [tool] = (JSON.parse(sent[0] ?? '') as { tools: Record<string, unknown>[] }).tools
    const { strict, parameters } = { ...tool, ...(tool?.function as object) } as Record<string, unknown>
    expect(strict ?? false).toBe(false)
    expect(parameters).toEqual(toolSchemaOf([ITEMS]))
  },
)
