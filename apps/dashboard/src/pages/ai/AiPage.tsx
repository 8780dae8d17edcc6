import { useSearch } from '@tanstack/react-router'
import { useAiProviders, writersOf } from '../../api/ai.ts'
import { useWords } from '../../i18n/language.ts'
import { languageName } from '../../i18n/language-name.ts'
import { Awaited } from '../../ui/Awaited.tsx'
import { PageTitle } from '../../ui/Frame.tsx'
import { Column } from '../../ui/Page.tsx'
import { HeaderRow, Pane, PaneBody, PaneHeader, Strip, StripText } from '../../ui/Pane.tsx'
import { Text } from '../../ui/Text.tsx'
import { AiTabs } from './AiTabs.tsx'
import { BudgetsTab } from './BudgetsTab.tsx'
import { LedgerFilters, LedgerTab } from './LedgerTab.tsx'
import { MeaningPart } from './MeaningPart.tsx'
import { MediaPart } from './MediaPart.tsx'
import { type Providers, ProvidersTab } from './ProvidersTab.tsx'

/** Who writes for the org, what may be spent on that, and what was. */
export function AiPage() {
  const { ai: words } = useWords()
  const { tab } = useSearch({ from: '/app/settings/ai' })
  const { data, error, isPending, refetch } = useAiProviders()
  return (
    <Pane kind="main" role="main" label={words.title}>
      <PageTitle page={words.title} />
      <PaneHeader tabs={<AiTabs value={tab} />}>
        <HeaderRow>
          <Text as="h1" isStrong>
            {words.title}
          </Text>
        </HeaderRow>
      </PaneHeader>
      {data && <ModeStrip providers={data} />}
      {data && tab === 'ledger' && <LedgerFilters providers={data.providers} />}
      <Awaited {...{ data, error, isPending, refetch }} label={words.title} failed={words.error} />
      {data && (
        <PaneBody>
          <Column>
            {tab === 'providers' && <TranslatedLine providers={data} />}
            {tab === 'providers' && <ProvidersTab providers={data} />}
            {tab === 'providers' && <MeaningPart providers={data} />}
            {tab === 'providers' && <MediaPart providers={data} />}
            {tab === 'budgets' && <BudgetsTab />}
            {tab === 'ledger' && <LedgerTab />}
          </Column>
        </PaneBody>
      )}
    </Pane>
  )
}

/** Which languages' questions reach articles of another while no model puts them there. */
function TranslatedLine({ providers }: { providers: Providers }) {
  const { ai: words } = useWords()
  if (writersOf(providers).length > 0 || providers.translations.length === 0) return null
  const ways = providers.translations.map(({ from, to }) => `${languageName(from)} → ${languageName(to)}`)
  return (
    <Text as="p" size="sm" tone="muted">
      {words.translated(ways.join(', '))}
    </Text>
  )
}

/** The mode that is on: who writes, or that nobody does and articles are quoted. */
function ModeStrip({ providers }: { providers: Providers }) {
  const { ai: words } = useWords()
  const [first, ...others] = writersOf(providers)
  if (!first) {
    return (
      <div role="status">
        <Strip tone="wait">
          <StripText badge={null} title={words.quoting} detail={words.quotingDetail} />
        </Strip>
      </div>
    )
  }
  const model = first.model ?? providers.installation?.model ?? first.name
  const name = first.kind === 'installation' ? null : first.name
  return (
    <Strip>
      <StripText badge={null} title={words.writing(name, model)} detail={words.thenAsked(others.length)} />
    </Strip>
  )
}
