import type { BackendMetrics } from '@hilo/protocol'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { RunFilter } from '../../api/keys.ts'
import { FIGURE_LINK, TEXT_LINK } from '../../ui/LinkBox.tsx'

type Props = { metrics: BackendMetrics; filter: RunFilter; isFigure?: boolean; children: ReactNode }

/** A figure that leads to the runs it counts. */
export function RunsLink({ metrics, filter, isFigure, children }: Props) {
  const { backendId, version, since, until } = metrics
  const scope = { backendId, since, until, ...(version && { version }) }
  return (
    <Link to="/runs" search={{ ...scope, ...filter }} className={isFigure ? FIGURE_LINK : TEXT_LINK}>
      {children}
    </Link>
  )
}
