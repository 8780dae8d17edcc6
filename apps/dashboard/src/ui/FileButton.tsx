import type { LucideIcon } from 'lucide-react'
import { useRef } from 'react'
import { Button } from './Button.tsx'

type Props = {
  icon: LucideIcon
  variant?: 'primary' | 'secondary'
  /** What the browser offers: `.pdf,.docx`. */
  accept: string
  isSeveral?: boolean
  disabledReason?: string | false | null
  onFiles: (files: readonly File[]) => void
  children: string
}

/** A button with a text that lets files be chosen. */
export function FileButton({ accept, isSeveral = false, onFiles, children, ...button }: Props) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <Button {...button} onClick={() => input.current?.click()}>
        {children}
      </Button>
      <input
        ref={input}
        type="file"
        accept={accept}
        aria-label={children}
        multiple={isSeveral}
        hidden
        onChange={({ currentTarget }) => {
          onFiles([...(currentTarget.files ?? [])])
          currentTarget.value = ''
        }}
      />
    </>
  )
}
