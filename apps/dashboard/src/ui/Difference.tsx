import { cx } from './cx.ts'

type DifferencePart =
  | { type: 'same' | 'added' | 'removed'; text: string }
  | { type: 'skipped'; count: number }

type Props = { label: string; parts: readonly DifferencePart[]; skipped: (count: number) => string }

const LOOK = { same: 'text-muted', added: 'bg-done-soft text-done', removed: 'bg-fail-soft text-fail' }
const SIGN = { same: ' ', added: '+', removed: '−' }

/** Lines that were added and removed; the sign says which, for who sees no colours. */
export function Difference({ label, parts, skipped }: Props) {
  return (
    <ol
      aria-label={label}
      className="max-h-96 overflow-auto rounded-md border border-line bg-surface py-1 font-mono text-xs"
    >
      {parts.map((part, at) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is what it is by its place
          key={at}
          className={cx(
            'px-2 whitespace-pre-wrap wrap-anywhere',
            part.type === 'skipped' ? 'py-1 font-sans text-faint' : LOOK[part.type],
          )}
        >
          {part.type === 'skipped' ? skipped(part.count) : `${SIGN[part.type]} ${part.text}`}
        </li>
      ))}
    </ol>
  )
}
