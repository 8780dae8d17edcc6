import { useRouterState } from '@tanstack/react-router'
import { useWords } from '../../i18n/language.ts'
import { Frame, Rail } from '../../ui/Frame.tsx'
import { LoadingRows } from '../../ui/LoadingRows.tsx'
import { Mark } from '../../ui/Mark.tsx'
import { Pane, PaneHeader, Panes } from '../../ui/Pane.tsx'
import { Skeleton, SkeletonRows } from '../../ui/Skeleton.tsx'

/** The shape of the page while it is not known yet who looks at it. */
export function ShellSkeleton() {
  const { nav } = useWords()
  return (
    <Frame
      navigation={
        <Rail label={nav.label} end={null}>
          <Mark size={26} />
        </Rail>
      }
      banner={null}
    >
      <PageSkeleton />
    </Frame>
  )
}

/** The shape of the page that is to come: a list of conversations, or whatever is read from top to bottom. */
function PageSkeleton() {
  const { nav, list, loading } = useWords()
  const pathname = useRouterState({ select: ({ location }) => location.pathname })
  const isInbox = pathname === '/' || pathname.startsWith('/inbox')
  if (!isInbox) {
    return (
      <Pane kind="main" role="main" label={loading}>
        <PaneHeader>
          <Skeleton width="third" height="title" />
        </PaneHeader>
        <LoadingRows label={loading} />
      </Pane>
    )
  }
  return (
    <Panes>
      <Pane kind="list" label={nav.inbox}>
        <PaneHeader>
          <Skeleton width="third" height="title" />
        </PaneHeader>
        <SkeletonRows count={8} label={list.label} />
      </Pane>
    </Panes>
  )
}
