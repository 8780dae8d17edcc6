import { useWords } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { Inline } from '../../ui/Stack.tsx'

type List = { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => Promise<unknown> }

/** Leads to the next page of a list, where there is one. */
export function MoreButton({ list }: { list: List }) {
  const { knowledge: words } = useWords()
  if (!list.hasNextPage) return null
  return (
    <Inline>
      <Button
        disabledReason={list.isFetchingNextPage && words.loadingMore}
        onClick={() => void list.fetchNextPage()}
      >
        {words.more}
      </Button>
    </Inline>
  )
}
