import type { MessageOrigin } from '@hilo/protocol'
import { useWords } from '../../i18n/language.ts'
import { Quote } from '../../ui/Bubble.tsx'
import { Text } from '../../ui/Text.tsx'

/** Above a message: that it was passed on, which story it answers, by which advertisement or link it came. */
export function OriginLine({ origin: { forwarded, story, referral } }: { origin: MessageOrigin }) {
  const { origin: words } = useWords()
  const detail = [referral?.title, referral?.text, referral?.ref, referral?.url].filter(Boolean).join(' · ')
  return (
    <>
      {forwarded && (
        <Text as="p" size="xs" tone="muted">
          {words.forwarded}
        </Text>
      )}
      {story && <Quote title={words.story}>{story.url ?? words.storyGone}</Quote>}
      {referral && <Quote title={words.referral[referral.kind]}>{detail || referral.externalId}</Quote>}
    </>
  )
}
