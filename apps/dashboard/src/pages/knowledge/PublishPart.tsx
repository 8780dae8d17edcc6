import type { ArticleSummary } from '@hilo/protocol'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useReadOnlyReason } from '../../api/read-only.ts'
import { useGatesTogether, type usePublishTogether } from '../../api/together.ts'
import { currentWords, useWords } from '../../i18n/language.ts'
import { languageName } from '../../i18n/language-name.ts'
import { Button } from '../../ui/Button.tsx'
import { Confirm } from '../../ui/Confirm.tsx'
import { Part } from '../../ui/Page.tsx'
import { SkeletonItems } from '../../ui/Skeleton.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { toast } from '../../ui/toast.ts'
import { GateRefusal } from '../ai-tests/GateRefusal.tsx'
import type { ToTry } from './GateRows.tsx'
import { SetsToTry } from './SetsToTry.tsx'
import { TriedSets } from './TriedSets.tsx'
import { type Gates, heldBy, unprovenBy } from './unproven.ts'

type Chosen = readonly ArticleSummary[]
type Props = {
  chosen: Chosen
  publish: ReturnType<typeof usePublishTogether>
  onPublished: () => void
}

/** The way to try what is chosen, and to publish exactly that. */
export function PublishPart({ chosen, publish, onPublished }: Props) {
  const { gates: words, backends } = useWords()
  const [isAsking, setAsking] = useState(false)
  const readOnly = useReadOnlyReason()
  const gates = useGatesTogether(chosen)
  const publishAll = usePublishing({ chosen, publish, onPublished })
  const tried = chosen.length === 0 ? undefined : gates.data
  const isChecking = gates.isPending || gates.isPlaceholderData
  const held = tried ? heldBy(tried.gates) : []
  const isHeld = held.length > 0
  const missing = chosen.length === 0 ? words.together.chooseFirst : isHeld ? words.first(held) : null
  const reason = readOnly ?? (publish.isPending ? backends.saving : missing)
  const unproven = tried ? unprovenBy(tried) : null
  return (
    <Part title={words.together.before}>
      {chosen.length > 0 && gates.isPending && <SkeletonItems count={1} label={words.together.asking} />}
      {tried && <Tries tried={tried} chosen={chosen} />}
      <GateRefusal error={gates.error ?? publish.error} />
      <Inline isWrapping>
        <Button
          variant="primary"
          hint={words.together.publishHint}
          disabledReason={reason ?? (isChecking && words.together.asking)}
          onClick={() => setAsking(true)}
        >
          {words.together.publish(chosen.length)}
        </Button>
        {reason && (
          <Text size="sm" tone="muted">
            {reason}
          </Text>
        )}
      </Inline>
      {isAsking && tried && (
        <PublishDialog
          chosen={chosen}
          tried={tried}
          isDoubtful={unproven === 'failing'}
          note={unproven && words.together.unproven[unproven](chosen.length)}
          onConfirm={() => {
            setAsking(false)
            publishAll()
          }}
          onClose={() => setAsking(false)}
        />
      )}
    </Part>
  )
}

/** Publishes what was seen: whatever is newer is refused by the server. */
function usePublishing({ chosen, publish, onPublished }: Props): () => void {
  const { gates: words } = useWords()
  // What was published leaves the page, before anything could be said in it.
  return () =>
    void publish.mutateAsync(chosen.map(({ id, revision }) => ({ articleId: id, expect: revision }))).then(
      ({ articles }) => {
        toast({ tone: 'plain', title: words.together.published(articles.length) })
        onPublished()
      },
      // Told on the page.
      () => undefined,
    )
}

/** The sets that have to pass, and those on which the drafts can be tried besides. */
function Tries({ tried, chosen }: { tried: Gates; chosen: Chosen }) {
  const navigate = useNavigate()
  const toTry: ToTry = {
    articleIds: chosen.map(({ id }) => id),
    // What answers costs as much, whatever is tried.
    estimateKey: chosen.length,
    reason: null,
    // Who comes back from the result finds what was tried, and not everything.
    onBegun: (tried) =>
      void navigate({
        to: '/knowledge/together',
        search: (before) => ({ ...before, tried }),
        replace: true,
        resetScroll: false,
      }),
  }
  return <SetsToTry sets={tried} toTry={toTry} />
}

type DialogProps = {
  chosen: Chosen
  tried: Gates
  note: string | null
  /** Something was tried, and fails. */
  isDoubtful: boolean
  onConfirm: () => void
  onClose: () => void
}

/** Asks once before contacts are told it, with what is known of how AI answers then. */
function PublishDialog({ chosen, tried, note, isDoubtful, onConfirm, onClose }: DialogProps) {
  const { gates: words, apiKeys, shortcuts } = useWords()
  const names = [...new Set(chosen.map(({ language }) => languageName(language)))]
  const languages = new Intl.ListFormat(currentWords().language).format(names)
  return (
    <Confirm
      title={words.together.publishTitle(chosen.length)}
      body={words.together.publishBody(chosen.length, languages, names.length > 1)}
      note={note}
      isDoubtful={isDoubtful}
      action={words.together.publish(chosen.length)}
      cancel={apiKeys.cancel}
      closeLabel={shortcuts.close}
      onConfirm={onConfirm}
      onClose={onClose}
    >
      <TriedSets tried={tried} />
    </Confirm>
  )
}
