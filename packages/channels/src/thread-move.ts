/** Who has a thread from now on: `take`, this app; `pass`, another one; `release`, nobody. */
export type ThreadMove = { type: 'take' } | { type: 'pass'; appId: string } | { type: 'release' }

/** How the platform answered: it did it, or why it did not. */
export type ThreadMoved = { type: 'done' } | { type: 'refused' | 'retry'; reason: string }
