import { describe, expect, test } from 'vitest'
import { estimateInput, estimateTokens } from './estimate-tokens.ts'

describe('estimateTokens', () => {
  test.each([
    ['', 0],
    ['   \n', 0],
    ['Hola', 1],
    ['refund', 2],
    ['¿Cuánto cuesta?', 2 + 2 + 2],
    ['2026-11-27', 5],
    ['🍝🍝', 2],
  ])('counts %j', (text, tokens) => {
    expect(estimateTokens(text)).toBe(tokens)
  })
})

describe('estimateInput', () => {
  const tool = { type: 'function', function: { name: 'find' } }
  const call = { id: 'c', type: 'function', function: { name: 'find', arguments: '{}' } }

  test('counts messages, calls and tools of chat completions', () => {
    const messages = [
      { role: 'user', content: [{ type: 'text', text: 'Hola' }, { type: 'image_url' }] },
      { role: 'assistant', content: null, tool_calls: [call] },
      { role: 'tool', content: 'none' },
    ]

    const described = estimateTokens(JSON.stringify([tool]))
    expect(estimateInput({ messages, tools: [tool] })).toBe(
      3 + (3 + 1 + 2_500) + (3 + 3) + (3 + 1) + described,
    )
  })

  test('counts the same conversation alike when it is sent as responses', () => {
    const input = [
      { role: 'user', content: [{ type: 'input_text', text: 'Hola' }] },
      { type: 'function_call', name: 'find', arguments: '{}' },
      { type: 'function_call_output', output: 'none' },
    ]

    expect(estimateInput({ input })).toBe(3 + (3 + 1) + (3 + 3) + (3 + 1))
  })

  test('counts texts alone for embeddings, and nothing of what is no request', () => {
    expect(estimateInput({ input: ['Hola', 'refund'] })).toBe(3)
    expect(estimateInput(null)).toBe(0)
  })
})
