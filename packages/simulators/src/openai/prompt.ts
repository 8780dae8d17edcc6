import { z } from 'zod'
import { wordsInPicture } from '../whatsapp/picture-words.ts'
import { countTokens, PER_MESSAGE, PER_PICTURE } from './count-tokens.ts'

/** What a call asks for, whichever of the two APIs it came by. */
export type Prompt = {
  model: string
  isStreamed: boolean
  /** Chat only: whether a stream is to end with its usage. */
  wantsUsage: boolean
  messages: { role: string; text: string; pictures: number; seen?: string[] }[]
  toolNames: string[]
  /** What the answer has to look like. */
  schema: Record<string, unknown> | null
  /** The name of that. */
  shape: string | null
  inputTokens: number
  outputTokensMax: number | null
}

const Address = z.union([z.string(), z.looseObject({ url: z.string() }).transform(({ url }) => url)])
/** The two APIs name the address of a picture alike, and nest it differently. */
const Part = z.looseObject({ type: z.string(), text: z.string().optional(), image_url: Address.nullish() })
const Content = z.union([z.string(), z.array(Part)]).nullish()
const Tool = z.looseObject({ type: z.string(), name: z.string().optional() })

export const ChatBody = z.looseObject({
  model: z.string().min(1),
  messages: z
    .array(
      z.looseObject({
        role: z.enum(['system', 'developer', 'user', 'assistant', 'tool']),
        content: Content,
        tool_calls: z
          .array(z.looseObject({ function: z.object({ name: z.string(), arguments: z.string() }) }))
          .nullish(),
      }),
    )
    .min(1),
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({ include_usage: z.boolean().nullish() }).nullish(),
  tools: z.array(z.looseObject({ function: z.looseObject({ name: z.string() }) })).nullish(),
  response_format: z
    .looseObject({
      type: z.string(),
      json_schema: z
        .looseObject({ name: z.string().optional(), schema: z.record(z.string(), z.unknown()) })
        .optional(),
    })
    .nullish(),
  max_tokens: z.number().nullish(),
  max_completion_tokens: z.number().nullish(),
})

export const ResponsesBody = z.looseObject({
  model: z.string().min(1),
  instructions: z.string().nullish(),
  input: z.union([z.string(), z.array(z.looseObject({ type: z.string().optional() })).min(1)]),
  stream: z.boolean().nullish(),
  tools: z.array(Tool).nullish(),
  text: z
    .looseObject({
      format: z
        .looseObject({
          type: z.string(),
          name: z.string().optional(),
          schema: z.record(z.string(), z.unknown()).optional(),
        })
        .nullish(),
    })
    .nullish(),
  max_output_tokens: z.number().nullish(),
})

const Item = z.looseObject({
  role: z.string().optional(),
  content: Content,
  name: z.string().optional(),
  arguments: z.string().optional(),
  output: Content,
})

export function readChat(body: z.output<typeof ChatBody>): Prompt {
  const { model, tools, response_format: format } = body
  const messages = body.messages.map(({ role, content, tool_calls: calls }) => {
    const asked = (calls ?? []).map((call) => `${call.function.name} ${call.function.arguments}`)
    return { role, ...readContent(content, asked) }
  })
  return {
    ...{ model, isStreamed: body.stream === true, messages },
    wantsUsage: body.stream_options?.include_usage === true,
    toolNames: (tools ?? []).map((tool) => tool.function.name),
    shape: format?.json_schema?.name ?? null,
    schema: format?.json_schema?.schema ?? (format?.type === 'json_object' ? {} : null),
    inputTokens: countInput(messages, [tools, format]),
    outputTokensMax: body.max_completion_tokens ?? body.max_tokens ?? null,
  }
}

export function readResponses(body: z.output<typeof ResponsesBody>): Prompt {
  const { model, tools, instructions, input } = body
  const items = typeof input === 'string' ? [{ role: 'user', content: input }] : input
  const said = items.map((item) => {
    const { role = 'tool', content, name, arguments: given, output } = Item.parse(item)
    const isCall = name !== undefined && given !== undefined
    return {
      role: isCall ? 'assistant' : role,
      ...readContent(content ?? output, isCall ? [`${name} ${given}`] : []),
    }
  })
  const messages = instructions ? [{ role: 'system', text: instructions, pictures: 0 }, ...said] : said
  const format = body.text?.format
  return {
    ...{ model, isStreamed: body.stream === true, wantsUsage: true, messages },
    toolNames: (tools ?? []).flatMap(({ name }) => (name === undefined ? [] : [name])),
    shape: format?.name ?? null,
    schema:
      format?.type === 'json_schema' ? (format.schema ?? {}) : format?.type === 'json_object' ? {} : null,
    inputTokens: countInput(messages, [tools, format?.type === 'text' ? null : format]),
    outputTokensMax: body.max_output_tokens ?? null,
  }
}

type Read = Pick<Prompt['messages'][number], 'text' | 'pictures' | 'seen'>

function readContent(content: z.output<typeof Content>, more: string[]): Read {
  if (!Array.isArray(content)) return { text: [content ?? '', ...more].join(' ').trim(), pictures: 0 }
  const texts = content.flatMap(({ text }) => (text === undefined ? [] : [text]))
  const pictures = content.filter(({ type }) => type.includes('image')).length
  const seen = content.flatMap(({ image_url: url }) => (url ? (wordsBehind(url) ?? []) : []))
  return { text: [...texts, ...more].join(' ').trim(), pictures, ...(seen.length > 0 && { seen }) }
}

/** What a picture that is sent along says that it shows. */
function wordsBehind(url: string): string | null {
  const [, base64] = /^data:image\/png;base64,(.+)$/s.exec(url) ?? []
  return base64 === undefined ? null : wordsInPicture(Buffer.from(base64, 'base64'))
}

/** What describes tools and the shape of the answer is counted as the JSON that was sent. */
function countInput(messages: Prompt['messages'], described: readonly unknown[]): number {
  const said = messages.reduce(
    (sum, { text, pictures }) => sum + PER_MESSAGE + countTokens(text) + pictures * PER_PICTURE,
    PER_MESSAGE,
  )
  const shapes = described.filter((one) => one !== undefined && one !== null)
  return shapes.reduce<number>((sum, one) => sum + countTokens(JSON.stringify(one)), said)
}
