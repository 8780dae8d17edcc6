import { Outlet, useParams } from '@tanstack/react-router'
import { WifiOff } from 'lucide-react'
import { useLive } from '../../api/live.ts'
import { useWords } from '../../i18n/language.ts'
import { Banner } from '../../ui/Banner.tsx'
import { Frame } from '../../ui/Frame.tsx'
import { NARROW, useMedia } from '../../ui/media.ts'
import { ShortcutSheet } from '../../ui/ShortcutSheet.tsx'
import { useSettled } from '../../ui/settled.ts'
import { Navigation } from './Navigation.tsx'

/**
 * What stays on every page of a signed-in member: navigation, the connection's state, the list of shortcuts.
 */
export function Shell() {
  const isNarrow = useMedia(NARROW)
  const { conversationId, runId } = useParams({ strict: false })
  // On a phone an open thread or run has the whole screen; the way back is in its header.
  const isReading = isNarrow && (conversationId !== undefined || runId !== undefined)
  return (
    <Frame navigation={!isReading && <Navigation />} banner={<ConnectionBanner />}>
      <Outlet />
      <ShortcutSheet />
    </Frame>
  )
}

// A connection that comes back within two seconds is nobody's business.
const PATIENCE_MS = 2_000

function ConnectionBanner() {
  const { connection } = useWords()
  const live = useLive()
  const isAway = useSettled(live !== 'live', PATIENCE_MS)
  if (live === 'offline') return <Banner icon={WifiOff}>{connection.offline}</Banner>
  return isAway && live === 'connecting' ? <Banner icon={WifiOff}>{connection.reconnecting}</Banner> : null
}
