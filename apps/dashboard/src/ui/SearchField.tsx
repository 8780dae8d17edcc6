import { Search } from 'lucide-react'
import { type Ref, useEffect, useRef } from 'react'
import { cx } from './cx.ts'

type Props = {
  label: string
  value: string
  onSearch: (text: string) => void
  ref?: Ref<HTMLInputElement>
}

const PAUSE_MS = 250

/** A line to search by. It asks when the typing pauses. */
export function SearchField({ label, value, onSearch, ref }: Props) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  // Asks the page as it is when the pause is over: it may show something else by then.
  const latest = useRef(onSearch)
  latest.current = onSearch
  useEffect(() => () => clearTimeout(timer.current), [])
  const search = (text: string, afterMs: number) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => latest.current(text.trim()), afterMs)
  }
  return (
    <label className="relative flex min-w-40 flex-1 items-center md:max-w-60">
      <span className="sr-only">{label}</span>
      <Search size={14} className="pointer-events-none absolute left-2 text-faint" aria-hidden />
      <input
        ref={ref}
        type="search"
        placeholder={label}
        defaultValue={value}
        onChange={(event) => search(event.target.value, PAUSE_MS)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          // Where it stands in a form, that is not sent by it.
          event.preventDefault()
          search(event.currentTarget.value, 0)
        }}
        className={cx(
          'h-8 w-full min-w-0 rounded-md border border-line bg-raised pr-2 pl-7 text-sm',
          'placeholder:text-faint pointer-coarse:h-11 pointer-coarse:text-lg',
        )}
      />
    </label>
  )
}
