import type { Id } from '@hilo/protocol'
import { type Attachment, attachments } from '../../api/attachments.ts'
import { explainError } from '../../i18n/explain.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { sizeOf } from '../../i18n/size.ts'
import { FileChip, FileChips } from '../../ui/FileChip.tsx'

type Props = { conversationId: Id; files: readonly Attachment[] }

/** The files that go with the reply: each a message of its own, the first with the text as its caption. */
export function ComposerFiles({ conversationId, files }: Props) {
  const { composer } = useWords()
  const language = useLanguage()
  const detailOf = ({ state, progress, error, size }: Attachment) => {
    if (state === 'failed') return `${composer.uploadFailed}. ${explainError(error)}`
    return state === 'uploading' ? composer.uploading(Math.round(progress * 100)) : sizeOf(size, language)
  }
  if (files.length === 0) return null
  return (
    <FileChips label={composer.files}>
      {files.map((file) => (
        <FileChip
          key={file.key}
          name={file.name}
          detail={detailOf(file)}
          preview={file.state === 'failed' ? null : file.preview}
          progress={file.state === 'uploading' ? file.progress : null}
          isFailed={file.state === 'failed'}
          removeLabel={composer.removeFile(file.name)}
          onRemove={() => attachments.remove(conversationId, file.key)}
        />
      ))}
    </FileChips>
  )
}
