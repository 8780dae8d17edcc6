import { Link, Outlet, useParams } from '@tanstack/react-router'
import { KeyRound, WifiOff } from 'lucide-react'
import { useState } from 'react'
import { useLive } from '../../api/live.ts'
import { useInboxes, useSession } from '../../api/session.ts'
import { useWords } from '../../i18n/language.ts'
import { Notice } from '../../ui/Banner.tsx'
import { Frame } from '../../ui/Frame.tsx'
import { TEXT_LINK } from '../../ui/LinkBox.tsx'
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
    <Frame navigation={!isReading && <Navigation />} banner={<Banners />}>
      <Outlet />
      <ShortcutSheet />
    </Frame>
  )
}

function Banners() {
  return (
    <>
      <ConnectionBanner />
      <ReconnectBanner />
    </>
  )
}

/** For those who can mend it: an inbox whose token the platform refuses sends nothing until then. */
function ReconnectBanner() {
  const { connect, dismiss } = useWords()
  const { member } = useSession()
  const [dismissed, setDismissed] = useState('')
  const { data = [] } = useInboxes()
  const refused = data.filter(({ state }) => state === 'reconnect')
  const [first] = refused
  // Another one is said again.
  const about = refused.map(({ id }) => id).join()
  if (!first || member.role === 'agent' || about === dismissed) return null
  return (
    <Notice icon={KeyRound} onDismiss={{ label: dismiss, act: () => setDismissed(about) }}>
      {connect.banner(refused.map(({ name }) => name).join(', '))}{' '}
      <Link
        to="/settings/inboxes/$inboxId"
        params={{ inboxId: first.id }}
        search={{ tab: 'settings' }}
        className={TEXT_LINK}
      >
        {connect.bannerAction}
      </Link>
    </Notice>
  )
}

// A connection that comes back within two seconds is nobody's business.
const PATIENCE_MS = 2_000

function ConnectionBanner() {
  const { connection } = useWords()
  const live = useLive()
  const isAway = useSettled(live !== 'live', PATIENCE_MS)
  // A phone has no room over its header for how it goes on; the composer says it there.
  const isNarrow = useMedia(NARROW)
  if (live === 'offline') {
    return <Notice icon={WifiOff}>{isNarrow ? connection.offlineBrief : connection.offline}</Notice>
  }
  return isAway && live === 'connecting' ? <Notice icon={WifiOff}>{connection.reconnecting}</Notice> : null
}
