import { setupRequests as asking, type SetupAnswer, setupShapes as shapes } from '@hilo/channels'
import { ask, type Desk } from './desk.ts'

/** For so long a token of Instagram Login is good at the most. */
const LIFE_MS = 60 * 24 * 3_600_000

type Lengthened = { token: string; endsAt: number }

/**
 * The token of Instagram Login that somebody pasted, made good for sixty days more. One that is not a day old
 * yet is left as it is: then it has about all of its days before it.
 */
export async function lengthen(desk: Pick<Desk, 'http' | 'place'>, token: string): Promise<Lengthened> {
  const answer = await refresh(desk, token)
  return answer.type === 'ok' ? answer.value : { token, endsAt: Date.now() + LIFE_MS }
}

/** Asks for sixty more days. */
export async function refresh(
  desk: Pick<Desk, 'http' | 'place'>,
  token: string,
): Promise<SetupAnswer<Lengthened>> {
  const answer = await ask(desk, asking.refreshToken(desk.place, token), shapes.Token)
  if (answer.type !== 'ok') return answer
  const { access_token, expires_in: seconds } = answer.value
  return {
    type: 'ok',
    value: { token: access_token, endsAt: Date.now() + (seconds ? seconds * 1_000 : LIFE_MS) },
  }
}
