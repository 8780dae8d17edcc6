import { cx } from './cx.ts'

const POINT = /^\s*[-*•]\s+/

/** A text of short lines as a list, where its lines begin as those of a list do. */
export function Points({ text }: { text: string }) {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  return (
    <ul className="flex flex-col gap-1">
      {lines.map((line, at) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: lines of one text, which only grows
          key={at}
          className={cx('wrap-anywhere', POINT.test(line) && 'ml-4 list-disc')}
        >
          {line.replace(POINT, '')}
        </li>
      ))}
    </ul>
  )
}
