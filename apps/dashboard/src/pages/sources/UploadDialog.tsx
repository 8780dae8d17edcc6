import type { SourcePublishing } from '@hilo/protocol'
import { useState } from 'react'
import { sendSourceFiles } from '../../api/source-files.ts'
import { useWords } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/Form.tsx'
import { Inline, Stack } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { NEW_DRAFT } from './draft.ts'
import { PublishingField } from './SettingsFields.tsx'

/** So many files are named; how many more there are is told. */
const NAMED_MAX = 5

/** Asks before files are sent what becomes of what they say: it would answer contacts a moment later. */
export function UploadDialog({ files, onClose }: { files: readonly File[]; onClose: () => void }) {
  const { sources: words, apiKeys, shortcuts } = useWords()
  const [publishing, setPublishing] = useState<SourcePublishing>(NEW_DRAFT.publishing)
  const named = files.slice(0, NAMED_MAX)
  const rest = files.length - named.length
  return (
    <Dialog isOpen title={words.uploadTitle(files.length)} closeLabel={shortcuts.close} onClose={onClose}>
      <Form
        onSubmit={(event) => {
          event.preventDefault()
          void sendSourceFiles(files, publishing)
          onClose()
        }}
      >
        <Stack gap={1}>
          {named.map((file) => (
            <Text key={`${file.name} ${file.size} ${file.lastModified}`} isBroken>
              {file.name}
            </Text>
          ))}
          {rest > 0 && (
            <Text size="sm" tone="muted">
              {words.moreFiles(rest)}
            </Text>
          )}
        </Stack>
        <PublishingField value={publishing} onChange={setPublishing} />
        <Inline>
          <Button type="submit" variant="primary">
            {words.form.start}
          </Button>
          <Button onClick={onClose}>{apiKeys.cancel}</Button>
        </Inline>
      </Form>
    </Dialog>
  )
}
