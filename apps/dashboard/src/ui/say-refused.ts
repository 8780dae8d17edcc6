import { AppError } from '@hilo/protocol'
import { explainError } from '../i18n/explain.ts'
import { explainIssue } from '../i18n/issue.ts'
import { currentWords } from '../i18n/language.ts'
import { toast } from './toast.ts'

/** Says why a change was refused; where several things are wrong, one below the other. */
export function sayRefused(error: unknown): void {
  const issues = error instanceof AppError && error.code === 'invalid_request' ? error.issues : []
  if (issues.length < 2) {
    toast({ tone: 'fail', title: explainError(error) })
    return
  }
  const body = issues.map((issue) => `${issue.path.join('.')}: ${explainIssue(issue)}`).join('\n')
  toast({ tone: 'fail', title: currentWords().words.errors.invalid_request, body })
}
