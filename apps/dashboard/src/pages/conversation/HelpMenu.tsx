import type { CopilotTask } from '@hilo/protocol'
import { Languages, ListChecks, PenLine, Sparkles, Tags, TextQuote } from 'lucide-react'
import { useHasModel } from '../../api/copilot.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { IconButton } from '../../ui/Button.tsx'
import { Menu, MenuItem, MenuNote, MenuSeparator } from '../../ui/Menu.tsx'

type Props = { text: string; onStart: (task: CopilotTask) => void }

const WAYS = ['shorter', 'friendlier', 'grammar'] as const

/** What a member can be helped with here; what cannot be done now is said, with the reason. */
export function HelpMenu({ text, onStart }: Props) {
  const { copilot: words } = useWords()
  const language = useLanguage()
  const hasModel = useHasModel()
  const written = text.trim()
  return (
    <Menu side="top" align="start" trigger={<IconButton icon={Sparkles} label={words.open} />}>
      <MenuItem icon={TextQuote} onSelect={() => onStart({ task: 'draft' })}>
        {words.draft}
      </MenuItem>
      {hasModel === false && <MenuNote>{words.noModel}</MenuNote>}
      {hasModel && (
        <>
          <MenuItem icon={ListChecks} onSelect={() => onStart({ task: 'summarise', language })}>
            {words.summarise}
          </MenuItem>
          <MenuItem icon={Tags} onSelect={() => onStart({ task: 'suggest_tags' })}>
            {words.suggestTags}
          </MenuItem>
          <MenuSeparator />
          {written === '' && <MenuNote>{words.needsText}</MenuNote>}
          {written !== '' &&
            WAYS.map((how) => (
              <MenuItem
                key={how}
                icon={PenLine}
                onSelect={() => onStart({ task: 'rewrite', text: written, how })}
              >
                {words.rewrite[how]}
              </MenuItem>
            ))}
          {written !== '' && (
            <MenuItem icon={Languages} onSelect={() => onStart({ task: 'translate', text: written })}>
              {words.translate}
            </MenuItem>
          )}
        </>
      )}
    </Menu>
  )
}
