import type { Words } from '../words.ts'

type Props = { name: string | undefined; words: Words; onClose(): void }

export function Header({ name, words, onClose }: Props) {
  return (
    <header>
      <span class="initial" aria-hidden="true">
        {[...(name ?? '')][0]}
      </span>
      <h1 dir="auto">{name ?? ' '}</h1>
      <button type="button" class="icon" aria-label={words.close} onClick={onClose}>
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="M6 6l12 12M18 6L6 18" />
        </svg>
      </button>
    </header>
  )
}
