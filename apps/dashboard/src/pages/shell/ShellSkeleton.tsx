import { useWords } from '../../i18n/language.ts'
import { Frame, Rail } from '../../ui/Frame.tsx'
import { Mark } from '../../ui/Mark.tsx'
import { Pane, PaneHeader, Panes } from '../../ui/Pane.tsx'
import { Skeleton, SkeletonRows } from '../../ui/Skeleton.tsx'

/** The shape of the page while it is not known yet who looks at it. */
export function ShellSkeleton() {
  const { nav, list } = useWords()
  return (
    <Frame
      navigation={
        <Rail label={nav.label} end={null}>
          <Mark size={26} />
        </Rail>
      }
      banner={null}
    >
      <Panes>
        <Pane kind="list" label={nav.inbox}>
          <PaneHeader>
            <Skeleton width="third" height="title" />
          </PaneHeader>
          <SkeletonRows count={8} label={list.label} />
        </Pane>
      </Panes>
    </Frame>
  )
}
