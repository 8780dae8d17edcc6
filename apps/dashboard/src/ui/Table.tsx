import type { ReactNode } from 'react'
import { cx } from './cx.ts'

type Props = {
  label: string
  titles: readonly string[]
  /** The first cell of a row names it, and its text is its key. */
  rows: readonly (readonly [name: string, ...cells: ReactNode[]])[]
}

/** Figures of several things in columns. Where there is no room it scrolls, and the page does not. */
export function Table({ label, titles, rows }: Props) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard
      tabIndex={0}
      className="overflow-x-auto rounded-md border border-line bg-surface"
    >
      <table className="w-full text-left text-sm tabular-nums">
        <thead className="text-muted">
          <tr>
            {titles.map((title, column) => (
              <th key={title} scope="col" className={cx(CELL, 'font-normal', column > 0 && 'text-right')}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, ...cells]) => (
            <tr key={name} className="border-t border-line">
              <th scope="row" title={name} className={cx(CELL, 'max-w-64 truncate font-medium')}>
                {name}
              </th>
              {cells.map((cell, column) => (
                <td key={titles[column + 1]} className={cx(CELL, 'text-right')}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

const CELL = 'px-2 py-2 whitespace-nowrap first:pl-4 last:pr-4 md:px-4'
