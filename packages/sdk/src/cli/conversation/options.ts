/** What `hilo chat` and `hilo dev` are told of the conversation. */
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { SimulationOptions } from '../../testing/begin-run.ts'
import { type Call, CommandError, type Options, wrongUsage } from '../command.ts'
import { loadModule } from '../project/load.ts'

export const CONVERSATION_OPTIONS = {
  channel: { type: 'string', about: 'web, whatsapp, instagram or messenger; whatsapp without it.' },
  locale: { type: 'string', about: "The contact's language, such as es or pt-BR." },
  'contact-name': { type: 'string', value: 'name', about: "The contact's name." },
  'time-zone': { type: 'string', value: 'zone', about: "The org's zone, such as America/Montevideo." },
  config: { type: 'string', value: 'file', about: 'A JSON file: the configuration.' },
  secrets: { type: 'string', value: 'file', about: 'A JSON file: secrets by their names.' },
  steps: {
    type: 'string',
    value: 'file',
    about: 'A file whose default export has stand-ins for steps by name.',
  },
  ai: {
    type: 'string',
    value: 'file',
    about: 'A file whose default export has stand-ins for models, by the calls of chat.ai.',
  },
  record: { type: 'string', value: 'file', about: 'Write the runs to it, for hilo replay.' },
} as const satisfies Options

const CHANNELS = ['web', 'whatsapp', 'instagram', 'messenger']

/** @throws CommandError when one of them cannot be. */
export async function simulationOptionsOf({
  values,
  terminal: { folder },
}: Pick<Call<typeof CONVERSATION_OPTIONS>, 'values' | 'terminal'>): Promise<SimulationOptions> {
  const { channel = 'whatsapp', locale, config, secrets, steps, ai } = values
  if (!CHANNELS.includes(channel)) {
    throw wrongUsage(`There is no channel '${channel}': use one of ${CHANNELS.join(', ')}.`)
  }
  const doubles = steps === undefined ? undefined : await loadModule(resolve(folder, steps))
  const models = ai === undefined ? undefined : await loadModule(resolve(folder, ai))
  return {
    contact: {
      channel,
      ...(channel !== 'whatsapp' && { phone: null }),
      ...(locale !== undefined && { locale }),
      ...(values['contact-name'] !== undefined && { name: values['contact-name'] }),
    },
    ...(values['time-zone'] !== undefined && { timeZone: values['time-zone'] }),
    ...(config !== undefined && { config: await readJson(resolve(folder, config)) }),
    ...(secrets !== undefined && {
      secrets: (await readJson(resolve(folder, secrets))) as Record<string, string>,
    }),
    ...(models && { ai: models.default as NonNullable<SimulationOptions['ai']> }),
    ...(doubles && { steps: doubles.default as NonNullable<SimulationOptions['steps']> }),
  }
}

/** @throws CommandError when it is no file with a JSON object. */
export async function readJson(file: string): Promise<Record<string, unknown>> {
  const text = await readFile(file, 'utf8').catch((cause) => {
    throw wrongUsage(`${file} cannot be read: ${(cause as NodeJS.ErrnoException).code}.`)
  })
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>
  } catch (cause) {
    throw new CommandError(`${file} is no JSON: ${(cause as Error).message}.`, { cause })
  }
  throw new CommandError(`${file} must hold a JSON object.`)
}
