import { useState } from 'react'
import { useWords } from '../i18n/language.ts'
import { Dialog } from './Dialog.tsx'
import { Kbd } from './Kbd.tsx'
import { useAllShortcuts, useShortcuts } from './shortcuts.ts'

/** Opens on `?` and lists what every key of this screen does. */
export function ShortcutSheet() {
  const { shortcuts: words } = useWords()
  const [isOpen, setOpen] = useState(false)
  const shortcuts = useAllShortcuts()
  useShortcuts([{ key: '?', label: words.sheet, run: () => setOpen(true) }])
  return (
    <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title={words.title} closeLabel={words.close}>
      <dl className="flex flex-col">
        {shortcuts.map(({ key, label }) => (
          <div
            key={key}
            className="flex h-8 items-center justify-between gap-4 border-b border-line last:border-b-0"
          >
            <dt>{label}</dt>
            <dd className="flex gap-1">
              {key.split(' ').map((part) => (
                <Kbd key={part}>{SYMBOLS[part] ?? part.toUpperCase()}</Kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}

const SYMBOLS: Record<string, string> = { Escape: 'Esc', Enter: '↵' }
