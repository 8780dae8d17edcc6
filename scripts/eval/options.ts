/** Where the sets of an eval stand, which of them it measures, and who is asked besides. */
export const SET_OPTIONS = {
  data: { type: 'string' },
  set: { type: 'string' },
  split: { type: 'string', default: 'dev' },
  engine: { type: 'string', default: 'memory' },
  provider: { type: 'string' },
  embeddings: { type: 'string' },
  model: { type: 'string' },
  writer: { type: 'string' },
  json: { type: 'string' },
} as const
