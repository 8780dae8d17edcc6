import { newId, type Source, TRIED_MAX } from '@hilo/protocol'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useReadOnlyReason } from '../../api/read-only.ts'
import { type SourceGates, usePublishSource, useSourceGates } from '../../api/sources.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { Confirm } from '../../ui/Confirm.tsx'
import { BUTTON_LINK } from '../../ui/LinkBox.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { GateRefusal } from '../ai-tests/GateRefusal.tsx'
import { SetsToTry } from '../knowledge/SetsToTry.tsx'
import { TriedSets } from '../knowledge/TriedSets.tsx'
import { heldBy, unprovenBy } from '../knowledge/unproven.ts'

/** How many drafts wait, what all of them have to pass together, and the ways to publish them. */
export function WaitingDrafts({ source }: { source: Source }) {
  const { sources: words, gates, backends } = useWords()
  const language = useLanguage()
  const readOnly = useReadOnlyReason()
  const [isAsking, setAsking] = useState(false)
  const isRead = source.lastImport?.status === 'running'
  const tried = useSourceGates(source, !isRead)
  const publish = usePublishSource(source.id)
  const { id, drafts } = source
  const held = tried.data ? heldBy(tried.data.gates) : []
  const missing = held.length > 0 ? gates.first(held) : !tried.data && gates.together.asking
  const busy = publish.isPending && backends.saving
  const reason = readOnly ?? ((isRead && words.isRunning) || busy || missing || null)
  return (
    <>
      <Text tone="wait">{words.drafts(drafts, drafts.toLocaleString(language))}</Text>
      {!isRead && tried.data && <Sets source={source} sets={tried.data} />}
      <GateRefusal error={tried.error ?? publish.error} />
      <Inline isWrapping>
        <Button
          variant="primary"
          hint={words.publication.hint}
          disabledReason={reason}
          onClick={() => setAsking(true)}
        >
          {words.publication.all(drafts, drafts.toLocaleString(language))}
        </Button>
        <Link to="/knowledge/together" search={{ source: id }} className={BUTTON_LINK}>
          {isRead ? words.toDraftsSoFar : words.toDrafts}
        </Link>
        {reason && (
          <Text size="sm" tone="muted">
            {reason}
          </Text>
        )}
      </Inline>
      {isAsking && tried.data && (
        <AskDialog
          sets={tried.data}
          onConfirm={() => {
            setAsking(false)
            publish.mutate(newId())
          }}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  )
}

/** Of a few drafts the other sets are shown where they are looked at one by one. */
function Sets({ source: { id, drafts }, sets }: { source: Source; sets: SourceGates }) {
  const { publication: words } = useWords().sources
  const language = useLanguage()
  const { gates, others, isTooMuch } = sets
  if (gates.length + others.length === 0) return null
  const reason = isTooMuch ? words.tooMuch(TRIED_MAX.toLocaleString(language)) : null
  return <SetsToTry sets={sets} toTry={{ articleIds: [], sourceId: id, estimateKey: drafts, reason }} />
}

type AskProps = { sets: SourceGates; onConfirm: () => void; onClose: () => void }

/** Asks once before contacts are told all of it, with what is known of how AI answers then. */
function AskDialog({ sets, onConfirm, onClose }: AskProps) {
  const { sources, gates, apiKeys, shortcuts } = useWords()
  const { publication: words } = sources
  const language = useLanguage()
  const { waiting } = sets
  const shown = waiting.toLocaleString(language)
  const unproven = unprovenBy(sets)
  return (
    <Confirm
      title={words.ask(waiting, shown)}
      body={words.askBody(waiting)}
      note={unproven && gates.together.unproven[unproven](waiting)}
      isDoubtful={unproven === 'failing'}
      action={words.all(waiting, shown)}
      cancel={apiKeys.cancel}
      closeLabel={shortcuts.close}
      onConfirm={onConfirm}
      onClose={onClose}
    >
      <TriedSets tried={sets} />
    </Confirm>
  )
}
