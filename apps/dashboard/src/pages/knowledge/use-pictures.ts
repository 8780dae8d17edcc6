import { useMutation } from '@tanstack/react-query'
import { useRef } from 'react'
import { addArticlePicture } from '../../api/article-pictures.ts'
import { sayRefused } from '../../ui/say-refused.ts'
import type { Editing } from './use-editing.ts'

/** What a browser offers, and the server takes. */
export const PICTURES = 'image/jpeg,image/png,image/webp'

/** Uploads pictures into a text, where the writer is; what is on them is marked, to be said better. */
export function usePictures({ words, change }: Editing) {
  const area = useRef<HTMLTextAreaElement>(null)
  const { mutate, isPending } = useMutation({
    mutationFn: async (files: readonly File[]) => {
      const marks: string[] = []
      for (const file of files) marks.push(markOf(file.name, (await addArticlePicture(file)).id))
      return marks.join('\n\n')
    },
    onSuccess: (marks) => {
      const before = words.body
      const at = Math.min(placeIn(area.current) ?? before.length, before.length)
      const gap = at === 0 || before.slice(0, at).endsWith('\n\n') ? '' : '\n\n'
      change({ body: `${before.slice(0, at)}${gap}${marks}\n\n${before.slice(at).trimStart()}` })
      const start = at + gap.length + 2
      requestAnimationFrame(() => {
        area.current?.focus()
        area.current?.setSelectionRange(start, start + marks.indexOf(']') - 2)
      })
    },
    onError: sayRefused,
  })
  const add = (files: readonly File[]) => {
    if (files.length > 0) mutate(files)
  }
  return { area, add, isAdding: isPending }
}

/** Where the writer is; null where they have not been yet. */
function placeIn(area: HTMLTextAreaElement | null): number | null {
  const isThere = area !== null && (area === document.activeElement || area.selectionEnd > 0)
  return isThere ? area.selectionEnd : null
}

/** The name of a file says more of it than nothing. */
function markOf(name: string, id: string): string {
  const words = name
    .replace(/\.[a-z0-9]+$/i, '')
    .replace(/[[\]()\\_]+/g, ' ')
    .trim()
  return `![${words}](picture:${id})`
}
