import { useState } from 'react'
import { useConnecting, type Wish } from '../../api/inboxes.ts'
import { AccountForm } from './AccountForm.tsx'
import { type Given, NOTHING_GIVEN, type PlatformChannel, wishOf } from './account-fields.ts'
import { ConnectSteps } from './ConnectSteps.tsx'

/** What is given, then what Meta says of it. Going back finds everything as it was typed. */
export function ConnectAccount({ channel }: { channel: PlatformChannel }) {
  const [given, setGiven] = useState<Given>(NOTHING_GIVEN)
  const [wish, setWish] = useState<Wish | null>(null)
  const { state, start, retry, leave } = useConnecting()
  if (state && wish) {
    return <ConnectSteps connecting={state} wish={wish} onRetry={() => void retry(wish)} onChange={leave} />
  }
  return (
    <AccountForm
      channel={channel}
      given={given}
      onChange={(change) => setGiven({ ...given, ...change })}
      onSubmit={() => {
        const next = wishOf(channel, given)
        setWish(next)
        void start(next)
      }}
    />
  )
}
