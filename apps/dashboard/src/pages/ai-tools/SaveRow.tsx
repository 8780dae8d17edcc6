import { useReadOnlyReason } from '../../api/read-only.ts'
import { useWords } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { Inline } from '../../ui/Stack.tsx'

/** At the end of the form of a tool: save it, or leave it as it was. */
export function SaveRow({ isSaving, onClose }: { isSaving: boolean; onClose: () => void }) {
  const { tools: words, apiKeys, backends } = useWords()
  const readOnly = useReadOnlyReason()
  return (
    <Inline>
      <Button variant="primary" type="submit" disabledReason={readOnly ?? (isSaving && backends.saving)}>
        {words.save}
      </Button>
      <Button onClick={onClose}>{apiKeys.cancel}</Button>
    </Inline>
  )
}
