import type { Holder } from '@hilo/protocol'
import { BookOpenText, Bot, CircleDashed, UserRound } from 'lucide-react'
import { useWords } from '../../i18n/language.ts'
import { Badge, type Tone } from '../../ui/Badge.tsx'

const LOOK: Record<Holder, { icon: typeof Bot; tone: Tone }> = {
  backend: { icon: Bot, tone: 'accent' },
  ai: { icon: BookOpenText, tone: 'accent' },
  human: { icon: UserRound, tone: 'wait' },
  nobody: { icon: CircleDashed, tone: 'plain' },
}

/** Who has the turn. */
export function HolderBadge({ holder }: { holder: Holder }) {
  const { holders } = useWords()
  const { icon, tone } = LOOK[holder]
  return (
    <Badge icon={icon} tone={tone}>
      {holders[holder]}
    </Badge>
  )
}
