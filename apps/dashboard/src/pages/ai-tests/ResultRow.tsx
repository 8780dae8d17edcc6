import type { CaseResult, Difference, PlayedGoal } from '@hilo/protocol'
import { ChevronDown, ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { useWords } from '../../i18n/language.ts'
import { Badge, type Tone } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { ItemRow } from '../../ui/Page.tsx'
import { Inline, Stack } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { PlayedTalk } from './PlayedTalk.tsx'
import { ShortfallLine } from './ShortfallLine.tsx'

const TONES: Record<Difference, Tone> = {
  ...{ newly_failing: 'fail', failing: 'fail', newly_passing: 'done', passing: 'plain' },
  ...{ added: 'done', pending: 'wait', not_played: 'wait' },
}

type Play = CaseResult['plays'][number]

/** What came of a case: what fell short in the first play that failed, and each of its plays on demand. */
export function ResultRow({ result }: { result: CaseResult }) {
  const { tests: words } = useWords()
  const { name, difference, passed, played, plays } = result
  const failed = plays.find((play) => stateOf(play) === 'failed')
  // Each play may say it in other words: these are those of the shortfalls below.
  const asked = askedIn(failed ?? plays[0])
  const notPlayed = plays.flatMap(({ goal }) => goal?.notPlayed ?? [])[0]
  const lacking = [
    ...(failed?.turns ?? []).flatMap(({ shortfalls }) => shortfalls),
    ...(failed?.goal?.shortfalls ?? []),
  ]
  // What two answers lack alike is said once.
  const lines = new Map(lacking.map((one) => [`${one.code} ${one.wanted}`, one]))
  return (
    <ItemRow below={plays.length > 0 && <Plays plays={plays} />}>
      <Inline isWrapping>
        <Text isStrong isBroken>
          {name}
        </Text>
        <Badge tone={TONES[difference]}>{words.differences[difference]}</Badge>
        {played > 1 && (
          <Text size="sm" tone="muted">
            {words.ofPlays(passed, played)}
          </Text>
        )}
      </Inline>
      {asked !== '' && asked !== name && (
        <Text size="sm" tone="muted" isBroken>
          {asked}
        </Text>
      )}
      {[...lines].map(([key, one]) => (
        <ShortfallLine key={key} shortfall={one} />
      ))}
      {notPlayed && <NotPlayed notPlayed={notPlayed} />}
    </ItemRow>
  )
}

/** One of them is open at a time. */
function Plays({ plays }: { plays: readonly Play[] }) {
  const { tests: words } = useWords()
  const [opened, open] = useState<number | null>(null)
  const shown = plays.find(({ nth }) => nth === opened)
  return (
    <Stack gap={2}>
      <Inline isWrapping>
        {plays.map((play) => (
          <Button
            key={play.nth}
            icon={play.nth === opened ? ChevronDown : ChevronRight}
            aria-expanded={play.nth === opened}
            onClick={() => open(play.nth === opened ? null : play.nth)}
          >
            {words.goal.playState[stateOf(play)](words.play(play.nth + 1))}
          </Button>
        ))}
      </Inline>
      {shown && <PlayedTalk play={shown} />}
    </Stack>
  )
}

function NotPlayed({ notPlayed }: { notPlayed: NonNullable<PlayedGoal['notPlayed']> }) {
  const { tests: words, ai } = useWords()
  const { by, fault, reason } = notPlayed
  // Why nobody is there to play it needs no more words than that.
  const why = fault === 'not_configured' ? ai.faults[fault] : `${ai.faults[fault]} (${reason})`
  return (
    <Text as="p" size="sm" tone="wait" isBroken>
      {words.goal.notPlayed[by](why)}
    </Text>
  )
}

/** What the contact says; of one with a goal how they begin, because the rest is a talk of its own. */
function askedIn(play: Play | undefined): string {
  const turns = play?.goal ? play.turns.slice(0, 1) : (play?.turns ?? [])
  return turns.map(({ says }) => says.join(' / ')).join(' → ')
}

function stateOf({ hasPassed, goal }: Play): 'passed' | 'failed' | 'not_played' {
  if (hasPassed) return 'passed'
  return goal?.notPlayed ? 'not_played' : 'failed'
}
