import { AppError, type Issue } from '@hilo/protocol'

/** What test sets have against publishing something, each with the way to what there is to look at. */
export function gateIssues(error: unknown): readonly Issue[] {
  const issues = error instanceof AppError ? error.issues : []
  return issues.filter(({ path }) => path[0] === 'evaluations' || path[0] === 'test-sets')
}
