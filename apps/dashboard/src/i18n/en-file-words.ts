import type { MediaWordsFailure, MediaWordsMode } from '@hilo/protocol'

const MODES: Record<MediaWordsMode, string> = {
  off: 'Never',
  asked: 'When a member asks for it',
  always: 'Always, as soon as it comes',
}
const FAILURES: Record<MediaWordsFailure, string> = {
  not_configured: 'The provider that was chosen is off, or something is missing to call it.',
  budget: 'A budget of AI is used up.',
  aborted: 'It was given up.',
  not_allowed: 'The provider does not take the key, or not for this model.',
  unknown_model: 'The provider does not know the model that was chosen.',
  rate_limited: 'The provider takes no more calls for now.',
  no_credit: 'The bill of the provider is not paid, or its own limit is reached.',
  too_long: 'It is longer than ten minutes, or than the model takes.',
  bad_request: 'The provider does not understand the request: the model may not be able to do this.',
  unreachable: 'The provider does not answer.',
  timeout: 'The provider took too long.',
  provider_error: 'The provider reported an error of its own.',
  cut: 'The answer of the provider ended before its end.',
  garbled: 'The answer of the provider cannot be read.',
  empty: 'There is nothing to be heard.',
  blocked: 'The filter of the provider refused.',
  type: 'The file is of a format that providers do not take.',
  off: 'It was switched off meanwhile.',
  lost: 'The bytes of the file are not here any more.',
}

/** The English words of what is said in voice notes and to be seen in pictures. */
export const fileWordsEn = {
  ask: { transcript: 'Transcribe', description: 'Describe' },
  due: { transcript: 'Being transcribed…', description: 'Being described…' },
  titles: { transcript: 'Transcript', description: 'Description' },
  by: (model: string, provider: string) => `by ${model} (${provider}), may be wrong`,
  failed: { transcript: 'Not transcribed', description: 'Not described' },
  failures: FAILURES,
  again: 'Try again',
  cost: 'Cost',
  costError: 'The cost could not be loaded.',

  title: 'Voice notes and pictures',
  intro:
    'What contacts say and show can be put into words: members read them under the player or the picture, ' +
    'and AI answers them as if they were written. For that the file goes to the provider that you choose, ' +
    'pictures without their place and device. Until then AI asks whoever sends a voice note to write.',
  error: 'Who does this could not be loaded',
  voice: 'Transcribe voice notes',
  pictures: 'Describe pictures',
  modes: MODES,
  provider: 'Provider',
  model: { voice: 'Model that hears', pictures: 'Model that sees' },
  hint: {
    voice: 'Such as gpt-4o-mini-transcribe or whisper-1. At most ten minutes of a note are heard.',
    pictures: 'Such as gpt-4.1-mini. JPEG, PNG and WebP.',
  },
  noProvider: 'Enable a provider first.',
  providerOff: 'It is off: turn it on, or choose another one.',
  modelMissing: 'Say which model does it.',
  saved: 'Saved. It holds for what comes from now on.',
}
