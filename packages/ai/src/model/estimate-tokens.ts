/**
 * Counts tokens where a provider does not say how many there were. Every provider has a tokenizer of its own,
 * so this is a rule: four letters or digits in a row are a token, what is left of a word is one, and so is
 * every other character that is no space. Of Latin scripts that is a little more than providers count, so a
 * cap on tokens holds.
 */

const TOKEN = /[\p{L}\p{M}\p{N}]{1,4}|[^\s\p{L}\p{M}\p{N}]/gu
/** The frame of a message, and of the answer's beginning. */
const PER_MESSAGE = 3
/** Of full size, to the models that count most: https://platform.openai.com/docs/guides/images-vision */
const PER_PICTURE = 2_500

export function estimateTokens(text: string): number {
  return text.match(TOKEN)?.length ?? 0
}

/** The input of a request as it was sent, to chat completions, responses or embeddings. */
export function estimateInput(body: unknown): number {
  if (!isRecord(body)) return 0
  const { messages, input, instructions, tools, response_format: format, text } = body
  if (messages === undefined && !isConversation(input)) return sumOf(listOf(input), textTokens)
  const said = [...listOf(messages), ...listOf(input), ...listOf(instructions)]
  const shape = format ?? (isRecord(text) ? text.format : undefined)
  const described = [tools, shape].filter((one) => one !== undefined && one !== null)
  return (
    PER_MESSAGE +
    sumOf(said, (message) => PER_MESSAGE + messageTokens(message)) +
    sumOf(described, (one) => estimateTokens(JSON.stringify(one)))
  )
}

/** Embeddings take texts alone; a conversation has messages with roles. */
function isConversation(input: unknown): boolean {
  return Array.isArray(input) && input.some(isRecord)
}

function messageTokens(message: unknown): number {
  if (!isRecord(message)) return textTokens(message)
  const { content, output, name, arguments: given, tool_calls: calls } = message
  const asked = given === undefined ? 0 : textTokens(name) + textTokens(given)
  return contentTokens(content) + contentTokens(output) + asked + sumOf(listOf(calls), callTokens)
}

function callTokens(call: unknown): number {
  const inside = isRecord(call) ? call.function : null
  return isRecord(inside) ? textTokens(inside.name) + textTokens(inside.arguments) : 0
}

function contentTokens(content: unknown): number {
  return sumOf(listOf(content), (part) => {
    if (!isRecord(part)) return textTokens(part)
    return String(part.type).includes('image') ? PER_PICTURE : textTokens(part.text)
  })
}

function textTokens(text: unknown): number {
  return typeof text === 'string' ? estimateTokens(text) : 0
}

function listOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value
  return value === undefined || value === null ? [] : [value]
}

function sumOf<One>(list: readonly One[], tokensOf: (one: One) => number): number {
  return list.reduce((sum, one) => sum + tokensOf(one), 0)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
