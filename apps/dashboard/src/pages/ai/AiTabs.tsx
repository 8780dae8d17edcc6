import { useNavigate } from '@tanstack/react-router'
import { useWords } from '../../i18n/language.ts'
import { TabRow } from '../../ui/Tabs.tsx'
import type { AiTab } from './search.ts'

const PLACES = {
  providers: { to: '/settings/ai', search: { tab: 'providers' } },
  instructions: { to: '/settings/ai/instructions' },
  tools: { to: '/settings/ai/tools' },
  tests: { to: '/settings/ai/tests' },
  figures: { to: '/answers', search: { days: 30 } },
  budgets: { to: '/settings/ai', search: { tab: 'budgets' } },
  ledger: { to: '/settings/ai', search: { tab: 'ledger' } },
} as const
type Place = AiTab | keyof typeof PLACES

/** The way from each page about AI to the others. */
export function AiTabs({ value }: { value: Place }) {
  const { ai: words } = useWords()
  const navigate = useNavigate()
  const options = (Object.keys(PLACES) as Place[]).map((place) => ({
    value: place,
    label: words.tabs[place],
  }))
  return (
    <TabRow
      label={words.title}
      value={value}
      options={options}
      isWrapping
      onChange={(place) => void navigate(PLACES[place])}
    />
  )
}
