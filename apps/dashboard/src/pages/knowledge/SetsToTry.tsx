import { Link } from '@tanstack/react-router'
import { useWords } from '../../i18n/language.ts'
import { BUTTON_LINK } from '../../ui/LinkBox.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { GateRows, type ToTry } from './GateRows.tsx'
import type { Gates } from './unproven.ts'

/** The sets that have to pass, and those on which drafts can be tried besides. */
export function SetsToTry({ sets: { gates, others }, toTry }: { sets: Gates; toTry: ToTry }) {
  const { gates: words } = useWords()
  if (gates.length + others.length === 0) return <NothingToTry />
  return (
    <>
      {gates.length > 0 && <GateRows label={words.together.before} gates={gates} toTry={toTry} />}
      {others.length > 0 && (
        <>
          <Text as="p" size="sm" tone="muted">
            {gates.length > 0 ? words.together.othersToo : words.together.othersOnly}
          </Text>
          <GateRows label={words.together.others} gates={others} toTry={toTry} />
        </>
      )}
    </>
  )
}

/** Without a case there is nothing that could be played. */
function NothingToTry() {
  const { gates: words } = useWords()
  return (
    <Inline isWrapping>
      <Text as="p" size="sm" tone="muted">
        {words.together.noSets}
      </Text>
      <Link to="/settings/ai/tests" className={BUTTON_LINK}>
        {words.together.makeSet}
      </Link>
    </Inline>
  )
}
