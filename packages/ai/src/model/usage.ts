/**
 * What a call used. `reported`: the provider said so. `estimated`: it did not, or the call ended before it
 * could, so what was sent and what came was counted here. `none`: it was refused before any work.
 */
export type Usage = {
  /** All of the input, what was cached included. */
  inputTokens: number
  cachedTokens: number
  /** All of the output, reasoning included. */
  outputTokens: number
  reasoningTokens: number
  /** Of a recording, where it is billed by its length; absent for all else. */
  audioSeconds?: number
  source: 'reported' | 'estimated' | 'none'
}

export const NO_USAGE: Usage = {
  ...{ inputTokens: 0, cachedTokens: 0, outputTokens: 0, reasoningTokens: 0, source: 'none' },
}
