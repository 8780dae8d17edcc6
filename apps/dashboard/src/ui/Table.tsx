import type { ReactNode } from 'react'
import { cx } from './cx.ts'

type Props = {
  label: string
  titles: readonly string[]
  /** The first cell of a row names it, and its text is its key. */
  rows: readonly (readonly [name: string, ...cells: ReactNode[]])[]
}

/**
 * Figures of several things in columns. On a phone many columns become lines, each with its title; what still
 * has no room scrolls, and the page does not.
 */
export function Table({ label, titles, rows }: Props) {
  const isStacking = titles.length > COLUMNS_MAX
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard
      tabIndex={0}
      // What is for readers of screens alone stands in it, and not at the end of the page.
      className="relative overflow-x-auto rounded-md border border-line bg-surface"
    >
      <table className={cx('w-full text-left text-sm tabular-nums', isStacking && 'max-sm:block')}>
        <thead className={cx('text-muted', isStacking && 'max-sm:sr-only')}>
          <tr>
            {titles.map((title, column) => (
              <th
                key={title}
                scope="col"
                className={cx(CELL, 'align-bottom font-normal', column > 0 && 'text-right')}
              >
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className={cx(isStacking && 'max-sm:block')}>
          {rows.map(([name, ...cells]) => (
            <tr
              key={name}
              className={cx(
                'border-t border-line',
                isStacking && 'max-sm:block max-sm:py-2 max-sm:first:border-t-0',
              )}
            >
              <th
                scope="row"
                title={name}
                className={cx(CELL, 'max-w-64 truncate font-medium', isStacking && LINE)}
              >
                {name}
              </th>
              {cells.map((cell, column) => (
                <td
                  key={titles[column + 1]}
                  data-title={titles[column + 1]}
                  className={cx(
                    CELL,
                    'text-right whitespace-nowrap',
                    isStacking && LINE,
                    isStacking && TITLED,
                  )}
                >
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

/** So many fit on a phone. */
const COLUMNS_MAX = 3
const LINE = 'max-sm:block max-sm:w-full max-sm:max-w-none max-sm:px-4 max-sm:py-1'
const TITLED = cx(
  'max-sm:flex max-sm:items-center max-sm:justify-between max-sm:gap-4 max-sm:whitespace-normal',
  'max-sm:before:text-muted max-sm:before:content-[attr(data-title)]',
)
const CELL = 'px-2 py-2 first:pl-4 last:pr-4 md:px-4'
