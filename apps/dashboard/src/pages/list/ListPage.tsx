import type { ReactNode } from 'react'
import { explainError } from '../../i18n/explain.ts'
import { PageTitle } from '../../ui/Frame.tsx'
import { LoadingRows } from '../../ui/LoadingRows.tsx'
import { Column, Rows } from '../../ui/Page.tsx'
import { HeaderRow, Pane, PaneBody, PaneHeader } from '../../ui/Pane.tsx'
import { EmptyState, ErrorState } from '../../ui/State.tsx'
import { Text } from '../../ui/Text.tsx'

type Props<Item> = {
  words: { title: string; error: string; emptyTitle: string; emptyBody: string }
  list: {
    data: readonly Item[] | undefined
    error: unknown
    isPending: boolean
    refetch: () => Promise<unknown>
  }
  /** What makes one more: in the header, or in the middle while there is none. */
  action: ReactNode
  /** The way to the pages beside it. */
  tabs?: ReactNode
  /** Said above the rows. */
  intro?: string
  row: (item: Item) => ReactNode
  /** What is open above the page. */
  children?: ReactNode
}

/** A page that is a list of things of one kind: loading, failed, empty, or its rows. */
export function ListPage<Item>({ words, list, action, tabs, intro, row, children }: Props<Item>) {
  const { data, error, isPending, refetch } = list
  return (
    <Pane kind="main" role="main" label={words.title}>
      <PageTitle page={words.title} />
      <PaneHeader tabs={tabs}>
        <HeaderRow>
          <Text as="h1" isStrong>
            {words.title}
          </Text>
          {data && data.length > 0 && action}
        </HeaderRow>
      </PaneHeader>
      {isPending && <LoadingRows label={words.title} />}
      {error !== null && !data && (
        <ErrorState title={words.error} reason={explainError(error)} onRetry={() => void refetch()} />
      )}
      {data?.length === 0 && <EmptyState title={words.emptyTitle} body={words.emptyBody} action={action} />}
      {data && data.length > 0 && (
        <PaneBody>
          <Column>
            {intro !== undefined && (
              <Text as="p" size="sm" tone="muted">
                {intro}
              </Text>
            )}
            <Rows label={words.title}>{data.map(row)}</Rows>
          </Column>
        </PaneBody>
      )}
      {children}
    </Pane>
  )
}
