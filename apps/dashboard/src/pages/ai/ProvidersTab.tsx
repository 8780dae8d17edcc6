import type { api, ContractReturns } from '@hilo/protocol'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useOrderProviders, usePutProvider } from '../../api/ai.ts'
import { useReadOnlyReason } from '../../api/read-only.ts'
import { useWords } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { ItemRow, Part, Rows } from '../../ui/Page.tsx'
import { EmptyState } from '../../ui/State.tsx'
import { sayRefused } from '../../ui/say-refused.ts'
import { Text } from '../../ui/Text.tsx'
import { ProviderForm } from './ProviderForm.tsx'
import { ProviderRow } from './ProviderRow.tsx'
import { sayOf } from './say-saved.ts'

export type Providers = ContractReturns<typeof api.listAiProviders>

/** The providers of models in the order in which they are asked, and the installation's. */
export function ProvidersTab({ providers: { providers, installation } }: { providers: Providers }) {
  const { ai: words } = useWords()
  const readOnly = useReadOnlyReason()
  const order = useOrderProviders()
  const [isAdding, setAdding] = useState(false)
  const names = providers.map(({ name }) => name)
  const move = (from: number, to: number) => {
    const moved = names.toSpliced(from, 1).toSpliced(to, 0, names[from] ?? '')
    order.mutate(moved, { onError: sayRefused })
  }
  const isOffered = installation !== null && !providers.some(({ kind }) => kind === 'installation')
  return (
    <Part
      title={words.tabs.providers}
      aside={
        !isAdding && (
          <Button icon={Plus} variant="primary" disabledReason={readOnly} onClick={() => setAdding(true)}>
            {words.add}
          </Button>
        )
      }
    >
      <Text as="p" size="sm" tone="muted">
        {words.providersIntro}
      </Text>
      {isAdding && (
        <Rows label={words.add}>
          <ItemRow>
            <ProviderForm provider={null} names={names} onClose={() => setAdding(false)} />
          </ItemRow>
        </Rows>
      )}
      {providers.length > 0 && (
        <Rows label={words.tabs.providers}>
          {providers.map((provider, at) => (
            <ProviderRow
              key={provider.name}
              provider={provider}
              installation={installation}
              names={names}
              onUp={at > 0 && !order.isPending ? () => move(at, at - 1) : null}
              onDown={at < names.length - 1 && !order.isPending ? () => move(at, at + 1) : null}
            />
          ))}
        </Rows>
      )}
      {isOffered && <OfferedRow model={installation.model} place={names.length} />}
      {providers.length === 0 && !isOffered && !isAdding && (
        <EmptyState title={words.none} body={words.noneBody} />
      )}
    </Part>
  )
}

/** The operator's provider, which the org has not said anything about. */
function OfferedRow({ model, place }: { model: string; place: number }) {
  const { ai: words, backends } = useWords()
  const readOnly = useReadOnlyReason()
  const put = usePutProvider()
  const settings = { kind: 'installation', baseUrl: null, model: null, embeddingModel: null } as const
  const enable = () =>
    put.mutate(
      { name: 'installation', settings: { ...settings, place, isEnabled: true } },
      { onSuccess: (saved) => sayOf(saved, true, words), onError: sayRefused },
    )
  return (
    <Rows label={words.kinds.installation}>
      <ItemRow
        end={
          <Button disabledReason={readOnly ?? (put.isPending && backends.saving)} onClick={enable}>
            {words.enable}
          </Button>
        }
      >
        <Text isStrong>{words.kinds.installation}</Text>
        <Text size="sm" tone="muted">
          {words.offered(model)}
        </Text>
      </ItemRow>
    </Rows>
  )
}
