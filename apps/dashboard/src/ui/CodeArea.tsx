import { useId } from 'react'
import { cx } from './cx.ts'

type Props = {
  label: string
  placeholder: string
  value: string
  /** What is wrong with the text; null while nothing is. */
  problem: string | null
  onChange: (text: string) => void
}

/** A labelled place for a value as code. */
export function CodeArea({ label, placeholder, value, problem, onChange }: Props) {
  const id = useId()
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <textarea
        id={id}
        value={value}
        placeholder={placeholder}
        rows={4}
        spellCheck={false}
        autoCapitalize="off"
        aria-invalid={problem !== null}
        aria-describedby={`${id} problem`}
        onChange={(event) => onChange(event.target.value)}
        className={cx(
          'field-sizing-content max-h-[33vh] min-h-20 resize-none rounded-md border bg-raised px-3 py-2',
          'font-mono text-sm outline-offset-0 placeholder:text-faint pointer-coarse:text-lg',
          problem ? 'border-fail' : 'border-control',
        )}
      />
      <p id={`${id} problem`} className="min-h-5 text-sm text-fail">
        {problem}
      </p>
    </div>
  )
}
