import { type Model, openDetector } from '@hilo/ai'
import { type ModelFault, withoutDemoMark } from '@hilo/protocol'
import { plainType } from '../domain/media/mime-type.ts'

/** https://platform.openai.com/docs/guides/speech-to-text: with the name that the type has there. */
const TYPES: Readonly<Record<string, string>> = {
  ...{
    'audio/ogg': 'audio/ogg',
    'audio/opus': 'audio/ogg',
    'audio/mpeg': 'audio/mpeg',
    'audio/mp3': 'audio/mpeg',
  },
  ...{
    'audio/mp4': 'audio/mp4',
    'audio/x-m4a': 'audio/mp4',
    'audio/m4a': 'audio/mp4',
    'audio/webm': 'audio/webm',
  },
  ...{ 'audio/wav': 'audio/wav', 'audio/x-wav': 'audio/wav', 'audio/flac': 'audio/flac' },
}
/** Which are told apart where the provider does not say, beside that of the conversation. */
const TOLD_APART = ['en', 'es', 'pt', 'fr', 'de', 'it']

type Sound = { bytes: Uint8Array; mimeType: string; seconds: number; language: string | null }
export type HeardWords =
  | { text: string; language: string | null }
  | { fault: ModelFault | 'type'; reason: string }

/** What is said in a recording, and in which language as far as its words tell. */
export async function hear(model: Model, sound: Sound, signal: AbortSignal): Promise<HeardWords> {
  const mimeType = TYPES[plainType(sound.mimeType)]
  if (!mimeType) return { fault: 'type', reason: `No provider takes ${plainType(sound.mimeType)}.` }
  if (!model.transcribe) return { fault: 'not_configured', reason: 'The provider is not set or not enabled.' }
  const { bytes, seconds, language } = sound
  const said = await model.transcribe({ sound: bytes, mimeType, seconds, language }, signal)
  if (said.type === 'failed') return { fault: said.fault, reason: said.reason }
  const text = withoutDemoMark(said.text)
  return { text, language: said.language ?? (await detected(text, language)) }
}

async function detected(text: string, spoken: string | null): Promise<string | null> {
  const detect = await openDetector()
  const { language, isReliable } = detect(text, [...new Set([...TOLD_APART, ...(spoken ? [spoken] : [])])])
  return isReliable ? language : null
}
