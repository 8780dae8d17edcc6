import { dismissSourceFile, useSourceFiles } from '../../api/source-files.ts'
import { explainError } from '../../i18n/explain.ts'
import { useWords } from '../../i18n/language.ts'
import { FileChip, FileChips } from '../../ui/FileChip.tsx'
import { Stack } from '../../ui/Stack.tsx'

/** The files that are on their way, and those that were refused. */
export function Uploads() {
  const { sources: words } = useWords()
  const files = useSourceFiles()
  if (files.length === 0) return null
  return (
    <Stack pad={4}>
      <FileChips label={words.uploads}>
        {files.map(({ key, name, progress, error }) => (
          <FileChip
            key={key}
            name={name}
            detail={error ? explainError(error) : words.uploading(Math.round(progress * 100))}
            preview={null}
            progress={error ? null : progress}
            isFailed={error !== null}
            removeLabel={words.dismiss(name)}
            onRemove={() => dismissSourceFile(key)}
          />
        ))}
      </FileChips>
    </Stack>
  )
}
