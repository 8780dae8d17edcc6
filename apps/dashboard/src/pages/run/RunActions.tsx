import type { JournalItem, Run } from '@hilo/protocol'
import { ArrowRightLeft, Ban, Hand, Menu as MenuIcon, RotateCcw, SkipForward } from 'lucide-react'
import { useBackend } from '../../api/backends.ts'
import type { RunAction } from '../../api/run-actions.ts'
import { useSession } from '../../api/session.ts'
import { useWords } from '../../i18n/language.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Menu, MenuItem } from '../../ui/Menu.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { useShortcuts } from '../../ui/shortcuts.ts'
import { failingStepOf } from './failing-step.ts'
import { RunDialog } from './RunDialog.tsx'

type Props = {
  run: Run
  entries: readonly JournalItem[]
  isHeldByPeople: boolean
  /** The action that is asked about; its dialog stays, whatever becomes of the run meanwhile. */
  asking: RunAction['type'] | null
  onAsk: (type: RunAction['type'] | null) => void
}

/** What a member can do to this run now. Each asks first, and says what will happen. */
export function RunActions({ run, entries, isHeldByPeople, asking, onAsk: ask }: Props) {
  const { runActions: words, runShortcuts } = useWords()
  const { member } = useSession()
  const step = failingStepOf(run, entries)
  const isLive = run.status === 'running' || run.status === 'waiting'
  const canRetry = step !== null || run.status === 'failed'
  const isForbidden = member.role === 'agent' && words.needsAdmin
  const active = useBackend(run.backend.name).data?.traffic.activeVersionId ?? run.backend.versionId
  const canMove = run.status === 'waiting' && active !== run.backend.versionId && !isForbidden
  useShortcuts([
    ...(canRetry && !isForbidden ? [{ key: 'y', label: runShortcuts.retry, run: () => ask('retry') }] : []),
    ...(step?.canSkip && !isForbidden
      ? [{ key: 's', label: runShortcuts.skip, run: () => ask('skip') }]
      : []),
  ])
  return (
    <Inline gap={1}>
      {step?.canSkip && (
        <Button icon={SkipForward} shortcut="S" disabledReason={isForbidden} onClick={() => ask('skip')}>
          {words.skip}
        </Button>
      )}
      {canRetry && (
        <Button
          icon={RotateCcw}
          variant="primary"
          shortcut="Y"
          disabledReason={isForbidden}
          onClick={() => ask('retry')}
        >
          {step ? words.retryStep : words.retryRun}
        </Button>
      )}
      {isLive && <LiveMenu isHeldByPeople={isHeldByPeople} canMove={canMove} onAsk={ask} />}
      {asking && (
        <RunDialog
          run={run}
          step={step}
          type={asking}
          isHeldByPeople={isHeldByPeople}
          onClose={() => ask(null)}
        />
      )}
    </Inline>
  )
}

type MenuProps = { isHeldByPeople: boolean; canMove: boolean; onAsk: (type: RunAction['type']) => void }

function LiveMenu({ isHeldByPeople, canMove, onAsk }: MenuProps) {
  const { runActions: words } = useWords()
  return (
    <Menu trigger={<IconButton icon={MenuIcon} label={words.label} />}>
      {!isHeldByPeople && (
        <MenuItem icon={Hand} onSelect={() => onAsk('hand_off')}>
          {words.handOff}
        </MenuItem>
      )}
      {canMove && (
        <MenuItem icon={ArrowRightLeft} onSelect={() => onAsk('move')}>
          {words.move}
        </MenuItem>
      )}
      <MenuItem icon={Ban} onSelect={() => onAsk('cancel')}>
        {words.cancel}
      </MenuItem>
    </Menu>
  )
}
