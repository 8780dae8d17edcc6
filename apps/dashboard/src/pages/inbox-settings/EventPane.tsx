import type { Id, WebhookEventDetail } from '@hilo/protocol'
import { Link } from '@tanstack/react-router'
import { Eye, RotateCw, X } from 'lucide-react'
import { useEvent, useRerun, useReveal } from '../../api/health.ts'
import { useSession } from '../../api/session.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { fullTime } from '../../i18n/time.ts'
import { Awaited } from '../../ui/Awaited.tsx'
import { Badge } from '../../ui/Badge.tsx'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Code } from '../../ui/Disclosure.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { TEXT_LINK } from '../../ui/LinkBox.tsx'
import { Pane, PaneBody, PaneHeader, Section } from '../../ui/Pane.tsx'
import { Inline, Stack } from '../../ui/Stack.tsx'
import { sayRefused } from '../../ui/say-refused.ts'
import { useShortcuts } from '../../ui/shortcuts.ts'
import { Text } from '../../ui/Text.tsx'
import { toast } from '../../ui/toast.ts'
import { STATE_TONES } from './state-tones.ts'

type Props = { inboxId: Id; eventId: Id; onClose: () => void }

/** One webhook event: what it became, and its body with what people wrote hidden. */
export function EventPane({ inboxId, eventId, onClose }: Props) {
  const { health, shortcuts } = useWords()
  const { events: words } = health
  const { data, error, isPending, refetch } = useEvent(inboxId, eventId)
  useShortcuts([{ key: 'Escape', label: shortcuts.back, run: onClose }])
  return (
    <Pane kind="side" role="complementary" label={words.event}>
      <PaneHeader>
        <Text isStrong>{words.event}</Text>
        <IconButton icon={X} label={words.close} shortcut="Esc" onClick={onClose} />
      </PaneHeader>
      <Awaited {...{ data, error, isPending, refetch }} label={words.event} failed={words.error} />
      {data && (
        <PaneBody>
          <FactsSection event={data} inboxId={inboxId} />
          <BecameSection event={data} />
          <BodySection event={data} inboxId={inboxId} />
        </PaneBody>
      )}
    </Pane>
  )
}

type EventProps = { event: WebhookEventDetail; inboxId: Id }

function useReason(): string | null {
  const { events: words } = useWords().health
  return useSession().member.role === 'agent' ? words.readOnly : null
}

function FactsSection({ event, inboxId }: EventProps) {
  const { events: words } = useWords().health
  const language = useLanguage()
  const rerun = useRerun(inboxId, event.id)
  const reason = useReason()
  const onRerun = () =>
    rerun.mutate(undefined, {
      onSuccess: ({ state }) => toast({ tone: 'plain', title: words.rerunDone(words.states[state]) }),
      onError: sayRefused,
    })
  const at = (time: string | null) => time && fullTime(time, language)
  return (
    <Section title={words.event}>
      <Stack gap={3}>
        <Facts
          facts={[
            [
              words.state,
              <Badge key="state" tone={STATE_TONES[event.state]}>
                {words.states[event.state]}
              </Badge>,
            ],
            [words.received, at(event.receivedAt)],
            [words.happened, at(event.happenedAt)],
            [words.processedAt, at(event.processedAt)],
            [words.app, event.appId],
            [words.id, event.id],
            [words.why, event.error],
          ]}
        />
        <Inline>
          <Button
            icon={RotateCw}
            hint={words.rerunHint}
            disabledReason={reason ?? (rerun.isPending && words.rerunning)}
            onClick={onRerun}
          >
            {words.rerun}
          </Button>
        </Inline>
      </Stack>
    </Section>
  )
}

function BecameSection({ event: { items } }: Pick<EventProps, 'event'>) {
  const { events: words } = useWords().health
  return (
    <Section title={words.became}>
      <Stack gap={2}>
        {items.map(({ kind, externalId, conversationId }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the items of an event keep their places
          <Stack key={index} gap={0}>
            <Inline isWrapping>
              <Text size="sm" isMono>
                {kind}
              </Text>
              {conversationId && (
                <Link to="/inbox/$conversationId" params={{ conversationId }} className={TEXT_LINK}>
                  {words.conversation}
                </Link>
              )}
              {!conversationId && externalId && (
                <Text size="sm" tone="muted">
                  {words.unknownHere}
                </Text>
              )}
            </Inline>
            {externalId && (
              <Text size="xs" tone="muted" isMono isBroken>
                {externalId}
              </Text>
            )}
          </Stack>
        ))}
      </Stack>
    </Section>
  )
}

function BodySection({ event, inboxId }: EventProps) {
  const { events: words } = useWords().health
  const reveal = useReveal(inboxId, event.id)
  const reason = useReason()
  const shown = reveal.data ?? event
  return (
    <Section
      title={words.body}
      aside={
        !shown.isRevealed && (
          <Button
            icon={Eye}
            hint={words.revealHint}
            disabledReason={reason}
            onClick={() => reveal.mutate(undefined, { onError: sayRefused })}
          >
            {words.reveal}
          </Button>
        )
      }
    >
      <Stack gap={2}>
        <Text size="sm" tone="muted">
          {shown.isRevealed ? words.revealedNote : words.hiddenNote}
        </Text>
        <Code value={shown.body} />
      </Stack>
    </Section>
  )
}
