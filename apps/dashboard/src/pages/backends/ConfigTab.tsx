import { useConfig } from '../../api/backends.ts'
import { explainError } from '../../i18n/explain.ts'
import { useWords } from '../../i18n/language.ts'
import { LoadingRows } from '../../ui/LoadingRows.tsx'
import { Part } from '../../ui/Page.tsx'
import { EmptyState, ErrorState } from '../../ui/State.tsx'
import { ConfigForm } from './ConfigForm.tsx'
import { ConfigHistory } from './ConfigHistory.tsx'
import { fieldsOf } from './config-fields.ts'

/** The config that new runs get, and all that was saved before. */
export function ConfigTab({ name }: { name: string }) {
  const { config: words } = useWords()
  const { data, error, isPending, refetch } = useConfig(name)
  if (isPending) return <LoadingRows label={words.title} />
  if (!data) {
    return <ErrorState title={words.error} reason={explainError(error)} onRetry={() => void refetch()} />
  }
  const fields = fieldsOf(data.schema)
  if (data.schema === null || fields?.length === 0) {
    return <EmptyState title={words.none} body={words.noneBody} />
  }
  return (
    <>
      <Part title={words.title}>
        <ConfigForm key={name} name={name} fields={fields} {...data} />
      </Part>
      <ConfigHistory name={name} present={data.version} />
    </>
  )
}
