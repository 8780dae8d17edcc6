import { explainError } from '../i18n/explain.ts'
import { LoadingRows } from './LoadingRows.tsx'
import { ErrorState } from './State.tsx'

type Props = {
  data: unknown
  error: unknown
  isPending: boolean
  refetch: () => Promise<unknown>
  /** What is loading. */
  label: string
  /** What did not load. */
  failed: string
}

/** What stands where the data of a page will be: rows while they load, or why they do not. */
export function Awaited({ data, error, isPending, refetch, label, failed }: Props) {
  if (isPending) return <LoadingRows label={label} />
  if (!error || data) return null
  return <ErrorState title={failed} reason={explainError(error)} onRetry={() => void refetch()} />
}
