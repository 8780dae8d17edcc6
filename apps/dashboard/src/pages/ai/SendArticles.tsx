import type { MeaningEstimate } from '@hilo/protocol'
import { Link } from '@tanstack/react-router'
import { useChooseMeaning, useMeaningEstimate } from '../../api/meaning.ts'
import { explainError } from '../../i18n/explain.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { TEXT_LINK } from '../../ui/LinkBox.tsx'
import { Refusal } from '../../ui/Refusal.tsx'
import { SkeletonItems } from '../../ui/Skeleton.tsx'
import { Inline, Stack } from '../../ui/Stack.tsx'
import { ErrorState } from '../../ui/State.tsx'
import { Text } from '../../ui/Text.tsx'
import { dollars } from './money.ts'

type Props = {
  provider: string
  /** It is the installation's: its name is no word of a member's. */
  isIncluded: boolean
  onClose: () => void
}

/** Asks before what an org knows goes to a provider: how much, where to, and for about what money. */
export function SendArticles({ provider, isIncluded, onClose }: Props) {
  const { meaning: words, apiKeys, shortcuts } = useWords()
  const { data, error, refetch } = useMeaningEstimate(provider)
  const choose = useChooseMeaning()
  const unready = error ? words.estimateFailed : !data && words.estimating
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words.sendTitle(isIncluded ? null : provider)}
      closeLabel={shortcuts.close}
    >
      <Stack gap={4}>
        <Text as="p">{words.sendBody}</Text>
        {!data && !error && <SkeletonItems count={1} label={words.estimating} />}
        {error && (
          <ErrorState
            title={words.estimateFailed}
            reason={explainError(error)}
            onRetry={() => void refetch()}
          />
        )}
        {data && <Sent estimate={data} onLeave={onClose} />}
        <Refusal error={choose.error} />
        <Inline isWrapping>
          <Button
            variant="primary"
            disabledReason={unready || (choose.isPending && words.saving)}
            onClick={() => choose.mutate(provider, { onSuccess: onClose })}
          >
            {words.send}
          </Button>
          <Button onClick={onClose}>{apiKeys.cancel}</Button>
        </Inline>
      </Stack>
    </Dialog>
  )
}

function Sent({ estimate, onLeave }: { estimate: MeaningEstimate; onLeave: () => void }) {
  const { meaning: words } = useWords()
  const language = useLanguage()
  const { provider, model, host, articles, internalArticles, chunks, tokens, microUsd } = estimate
  const count = (value: number) => value.toLocaleString(language)
  const cost =
    microUsd === null ? (
      <UnknownCost provider={provider} onLeave={onLeave} />
    ) : (
      words.about(dollars(microUsd, language))
    )
  return (
    <Stack gap={3}>
      <Facts
        facts={[
          [words.sentTo, host],
          [words.sentModel, model],
          [words.sentWhat, words.articlesIn(articles, count(articles), count(chunks))],
          [words.sentPublic, count(articles - internalArticles)],
          [words.sentInternal, count(internalArticles)],
          [words.sentTokens, words.about(count(tokens))],
          [words.sentCost, cost],
        ]}
      />
      <Text as="p" size="sm" tone="muted">
        {words.sentLater}
      </Text>
    </Stack>
  )
}

/** Leads to where the price of the model is said. */
function UnknownCost({ provider, onLeave }: { provider: string; onLeave: () => void }) {
  const { meaning: words } = useWords()
  return (
    <>
      {words.costUnknown}{' '}
      <Link
        to="/settings/ai"
        search={{ tab: 'providers', prices: provider }}
        className={TEXT_LINK}
        onClick={onLeave}
      >
        {words.setPrices}
      </Link>
    </>
  )
}
