import { useNavigate } from '@tanstack/react-router'
import { useWords } from '../../i18n/language.ts'
import { TabRow } from '../../ui/Tabs.tsx'
import { AI_PAGES, type AiPageName, type AiTab } from './search.ts'

const PLACES = {
  providers: { to: '/settings/ai', search: { tab: 'providers' } },
  ...AI_PAGES,
  budgets: { to: '/settings/ai', search: { tab: 'budgets' } },
  ledger: { to: '/settings/ai', search: { tab: 'ledger' } },
} as const
type Place = AiTab | AiPageName

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
      wrap="wide"
      onChange={(place) => void navigate(PLACES[place])}
    />
  )
}
