import { ArrowLeft } from 'lucide-react'
import { IconButton } from './Button.tsx'
import { cx } from './cx.ts'

/** For the router's `Link`: the way back before a page's title, its arrow in line with what is below. */
export const BACK_LINK = cx(
  '-ml-2 grid size-8 shrink-0 place-items-center rounded-md text-muted hover:bg-hover hover:text-ink',
  'pointer-coarse:-ml-3.5 pointer-coarse:size-11',
)

/** The inside of such a link: where it leads is on hover for some and spoken for others. */
export function BackMark({ label }: { label: string }) {
  return (
    <span title={label} className="grid size-full place-items-center">
      <ArrowLeft size={16} strokeWidth={1.75} aria-hidden />
      <span className="sr-only">{label}</span>
    </span>
  )
}

/** The same where something closes. */
export function BackButton({ label, shortcut, onClick }: BackButtonProps) {
  return (
    <span className="-ml-2 pointer-coarse:-ml-3.5">
      <IconButton icon={ArrowLeft} label={label} {...(shortcut && { shortcut })} onClick={onClick} />
    </span>
  )
}

type BackButtonProps = { label: string; shortcut?: string; onClick: () => void }
