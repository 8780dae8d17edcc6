import { pictureIdOf } from '@hilo/protocol'
import type { ReactNode } from 'react'
import { useArticlePicture } from '../../api/article-pictures.ts'
import { useWords } from '../../i18n/language.ts'
import { Illustration } from '../../ui/Illustration.tsx'

/** A picture that was uploaded here, drawn; null for one of another site. */
export function drawPicture(src: string, alt: string): ReactNode | null {
  const id = pictureIdOf(src)
  return id === null ? null : <PictureView id={id} alt={alt} />
}

function PictureView({ id, alt }: { id: string; alt: string }) {
  const { knowledge: words } = useWords()
  const { data, isError } = useArticlePicture(id)
  return <Illustration url={data?.url ?? null} alt={alt} missing={isError ? words.pictureGone : null} />
}
