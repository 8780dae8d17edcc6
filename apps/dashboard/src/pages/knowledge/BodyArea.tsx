import { ImagePlus } from 'lucide-react'
import { useReadOnlyReason } from '../../api/read-only.ts'
import { useWords } from '../../i18n/language.ts'
import { DropArea } from '../../ui/DropArea.tsx'
import { FileButton } from '../../ui/FileButton.tsx'
import { WritingArea } from '../../ui/Writing.tsx'
import { ForeignLinks } from './ForeignLinks.tsx'
import type { Editing } from './use-editing.ts'
import { PICTURES, usePictures } from './use-pictures.ts'

/** The text of an article, into which pictures can be pasted and dropped. */
export function BodyArea({ editing, error }: { editing: Editing; error: string | null }) {
  const { knowledge: words } = useWords()
  const { words: written, change } = editing
  const { area, add, isAdding } = usePictures(editing)
  const readOnly = useReadOnlyReason()
  return (
    <>
      <DropArea hint={words.dropPicture} isOff={readOnly !== null} onFiles={add}>
        <WritingArea
          label={words.body}
          hint={words.bodyHint}
          value={written.body}
          isDisabled={readOnly !== null}
          error={error}
          onChange={(body) => change({ body })}
          area={area}
          onFiles={add}
          aside={
            <FileButton
              icon={ImagePlus}
              accept={PICTURES}
              isSeveral
              disabledReason={readOnly ?? (isAdding && words.addingPicture)}
              onFiles={add}
            >
              {words.addPicture}
            </FileButton>
          }
        />
      </DropArea>
      <ForeignLinks body={written.body} />
    </>
  )
}
