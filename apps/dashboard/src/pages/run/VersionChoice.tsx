import { useWords } from '../../i18n/language.ts'
import { ChoiceControl } from '../../ui/Control.tsx'

type Props = {
  /** What they are called; null where there are several. */
  own: string | null
  active: string | null
  isOnActive: boolean
  onChange: (isOnActive: boolean) => void
}

/** Whose code goes on when a failed run is retried: with the old one a fault of the code is there again. */
export function VersionChoice({ own, active, isOnActive, onChange }: Props) {
  const { runActions: words } = useWords()
  return (
    <ChoiceControl
      label={words.whichVersion}
      value={isOnActive ? 'active' : 'own'}
      options={[
        { value: 'active', label: words.onActive(active) },
        { value: 'own', label: words.onOwn(own) },
      ]}
      onChange={(value) => onChange(value === 'active')}
    />
  )
}
