import { Link, useRouter } from '@tanstack/react-router'
import { explainError } from '../../i18n/explain.ts'
import { useWords } from '../../i18n/language.ts'
import { Card } from '../../ui/Frame.tsx'
import { BUTTON_LINK } from '../../ui/LinkBox.tsx'
import { EmptyState, ErrorState } from '../../ui/State.tsx'

/** A whole page that could not be shown. */
export function PageFailure({ error }: { error: unknown }) {
  const { errors } = useWords()
  const router = useRouter()
  return (
    <Card>
      <ErrorState
        title={errors.title}
        reason={explainError(error)}
        onRetry={() => void router.invalidate()}
      />
    </Card>
  )
}

/** An address that leads nowhere. */
export function PageNotFound() {
  const { errors } = useWords()
  return (
    <Card>
      <EmptyState
        title={errors.notFoundTitle}
        body={errors.notFoundBody}
        action={
          <Link to="/inbox" className={BUTTON_LINK}>
            {errors.goToInbox}
          </Link>
        }
      />
    </Card>
  )
}
