import { Column } from './Page.tsx'
import { Skeleton } from './Skeleton.tsx'

/** A list of a page while it loads. */
export function LoadingRows({ label }: { label: string }) {
  return (
    <div role="status" aria-label={label}>
      <Column>
        <Skeleton width="third" height="title" />
        <Skeleton height="block" />
        <Skeleton height="block" />
        <Skeleton height="block" />
      </Column>
    </div>
  )
}
