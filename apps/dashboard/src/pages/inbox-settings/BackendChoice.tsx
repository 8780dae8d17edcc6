import { useBackends } from '../../api/backends.ts'
import { useWords } from '../../i18n/language.ts'
import { ChoiceControl } from '../../ui/Control.tsx'

/** Who answers in an inbox: a micro-backend, or people alone. */
export function BackendChoice({ value, onChange }: { value: string; onChange: (id: string) => void }) {
  const { connect: words } = useWords()
  const { data } = useBackends()
  const options = (data?.backends ?? []).map(({ id, name }) => ({ value: id, label: name }))
  return (
    <ChoiceControl
      label={words.answers}
      value={value}
      options={[{ value: '', label: words.peopleOnly }, ...options]}
      onChange={onChange}
    />
  )
}
