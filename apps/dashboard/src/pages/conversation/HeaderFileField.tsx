import { Paperclip } from 'lucide-react'
import type { HeaderFile } from '../../api/templates.ts'
import { explainError } from '../../i18n/explain.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { sizeOf } from '../../i18n/size.ts'
import { FileChip, FileChips } from '../../ui/FileChip.tsx'
import { FilePicker } from '../../ui/FilePicker.tsx'
import { Inline, Stack } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'

type Props = {
  kind: 'image' | 'video' | 'document'
  file: HeaderFile | null
  error: string | null
  onFiles: (files: readonly File[]) => void
  onForget: () => void
}

/** The picture, video or document above the words of a template. */
export function HeaderFileField({ kind, file, error, onFiles, onForget }: Props) {
  const { templates, composer } = useWords()
  const language = useLanguage()
  const label = templates.fields[kind]
  const detail = (shown: HeaderFile) => {
    if (shown.error) return `${composer.uploadFailed}. ${explainError(shown.error)}`
    return shown.uploaded
      ? sizeOf(shown.uploaded.size, language)
      : composer.uploading(Math.round(shown.progress * 100))
  }
  return (
    <Stack gap={1}>
      <Inline>
        <Text size="sm" isStrong>
          {label}
        </Text>
        <FilePicker icon={Paperclip} label={templates.fields.chooseFile} onFiles={onFiles} />
      </Inline>
      {file && (
        <FileChips label={label}>
          <FileChip
            name={file.name}
            detail={detail(file)}
            preview={null}
            progress={file.uploaded || file.error ? null : file.progress}
            isFailed={file.error !== null}
            removeLabel={composer.removeFile(file.name)}
            onRemove={onForget}
          />
        </FileChips>
      )}
      {error && (
        <Text size="xs" tone="fail">
          {error}
        </Text>
      )}
    </Stack>
  )
}
