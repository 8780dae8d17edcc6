import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useWords } from '../../i18n/language.ts'
import { PageTitle } from '../../ui/Frame.tsx'
import { HeaderRow, Pane, PaneHeader } from '../../ui/Pane.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { TabRow } from '../../ui/Tabs.tsx'
import { Text } from '../../ui/Text.tsx'

const PLACES = {
  articles: '/knowledge',
  questions: '/knowledge/questions',
  sources: '/knowledge/sources',
  gaps: '/knowledge/gaps',
  links: '/knowledge/links',
  test: '/knowledge/test',
} as const
type KnowledgeTab = keyof typeof PLACES

/** A page of the knowledge, with the way to the others. */
export function KnowledgePane({ tab, title, back, action, children }: Props) {
  const { knowledge: words } = useWords()
  return (
    <Pane kind="main" role="main" label={words.tabs[tab]}>
      <PageTitle page={`${words.tabs[tab]}, ${words.title}`} />
      <PaneHeader tabs={<Tabs value={tab} />}>
        <HeaderRow>
          <Inline>
            {back}
            <Text as="h1" isStrong>
              {title ?? words.title}
            </Text>
          </Inline>
          {action}
        </HeaderRow>
      </PaneHeader>
      {children}
    </Pane>
  )
}

type Props = {
  tab: KnowledgeTab
  /** What it is within its tab, and the way back to that. */
  title?: string
  back?: ReactNode
  action?: ReactNode
  children: ReactNode
}

function Tabs({ value }: { value: KnowledgeTab }) {
  const { knowledge: words } = useWords()
  const navigate = useNavigate()
  const options = (Object.keys(PLACES) as KnowledgeTab[]).map((tab) => ({
    value: tab,
    label: words.tabs[tab],
  }))
  return (
    <TabRow
      label={words.title}
      value={value}
      options={options}
      wrap="wide"
      onChange={(tab) => void navigate({ to: PLACES[tab] })}
    />
  )
}
