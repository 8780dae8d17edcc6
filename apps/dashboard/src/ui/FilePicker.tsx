import type { LucideIcon } from 'lucide-react'
import { useRef } from 'react'
import { IconButton } from './Button.tsx'

type Props = {
  label: string
  icon: LucideIcon
  disabledReason?: string | false | null
  onFiles: (files: readonly File[]) => void
}

/** A button that lets files be chosen. The same file can be chosen again after it was removed. */
export function FilePicker({ label, icon, disabledReason, onFiles }: Props) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <IconButton
        icon={icon}
        label={label}
        disabledReason={disabledReason}
        onClick={() => input.current?.click()}
      />
      <input
        ref={input}
        type="file"
        multiple
        hidden
        onChange={({ currentTarget }) => {
          onFiles([...(currentTarget.files ?? [])])
          currentTarget.value = ''
        }}
      />
    </>
  )
}
