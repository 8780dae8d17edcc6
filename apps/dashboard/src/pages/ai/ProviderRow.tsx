import type { AiProvider } from '@hilo/protocol'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { ArrowDown, ArrowUp, Coins, EllipsisVertical, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { settingsOf, usePutProvider, useRemoveProvider, useTestProvider } from '../../api/ai.ts'
import { useReadOnlyReason } from '../../api/read-only.ts'
import { explainError } from '../../i18n/explain.ts'
import { useWords } from '../../i18n/language.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Confirm } from '../../ui/Confirm.tsx'
import { Menu, MenuItem } from '../../ui/Menu.tsx'
import { ItemRow } from '../../ui/Page.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { Switch } from '../../ui/Switch.tsx'
import { sayRefused } from '../../ui/say-refused.ts'
import { Text } from '../../ui/Text.tsx'
import { Doing } from '../backends/Doing.tsx'
import { CheckState } from './CheckState.tsx'
import { PricesForm } from './PricesForm.tsx'
import { ProviderForm } from './ProviderForm.tsx'
import { sayOf } from './say-saved.ts'
import { TestResult } from './TestResult.tsx'

type Props = {
  provider: AiProvider
  installation: { model: string; embeddingModel: string | null; isSimulated: boolean } | null
  names: readonly string[]
  /** Null at the end where it cannot go on. */
  onUp: (() => void) | null
  onDown: (() => void) | null
}

/** One provider: what it is, whether it is asked, and what came when it was tested. */
export function ProviderRow({ provider, installation, names, onUp, onDown }: Props) {
  const { ai: words } = useWords()
  const { doing, setDoing, isAsked } = useDoing(provider.name)
  const test = useTestProvider()
  const { name, kind, baseUrl, model, isEnabled, isKeySet, check, prices, changedAt, changedBy } = provider
  const needsKey = kind === 'openai' && !isKeySet
  const isMissing = kind === 'installation' && installation === null
  const isDemo = kind === 'installation' && installation?.isSimulated === true
  return (
    <ItemRow
      end={
        <Actions
          {...{ provider, onUp, onDown }}
          isTesting={test.isPending}
          onTest={() => test.mutate(name)}
          onEdit={() => setDoing('edit')}
          onPrices={() => setDoing('prices')}
          onRemove={() => setDoing('remove')}
        />
      }
      below={
        <>
          {!test.data && <CheckState provider={provider} />}
          {test.error && (
            <Text size="sm" tone="fail">
              {explainError(test.error)}
            </Text>
          )}
          {test.data && <TestResult test={test.data} />}
          {doing === 'edit' && (
            <ProviderForm {...{ provider, names, usual: installation, onClose: () => setDoing(null) }} />
          )}
          {doing === 'prices' && (
            <PricesForm
              {...{ provider, usual: kind === 'installation' ? installation : null }}
              wanted={isAsked ? (provider.embeddingModel ?? installation?.embeddingModel ?? null) : null}
              onClose={() => setDoing(null)}
            />
          )}
          {doing === 'remove' && <RemoveDialog name={name} onClose={() => setDoing(null)} />}
        </>
      }
    >
      <Inline isWrapping>
        <Text isStrong isBroken>
          {name}
        </Text>
        <Badge>{words.kinds[kind]}</Badge>
        {!isEnabled && <Badge>{words.isOff}</Badge>}
        {isEnabled && needsKey && <Badge tone="wait">{words.keyMissing}</Badge>}
        {isDemo && <Badge title={words.demoHint}>{words.demo}</Badge>}
        {check === null && !isMissing && !needsKey && !isDemo && <Badge>{words.unchecked}</Badge>}
        {check?.fault && (
          <Badge tone="fail" title={words.faults[check.fault]}>
            {words.faultNames[check.fault]}
          </Badge>
        )}
        {isEnabled && isMissing && (
          <Badge tone="wait" title={words.installationMissingHint}>
            {words.installationMissing}
          </Badge>
        )}
      </Inline>
      <Text size="sm" isMono isBroken>
        {[model ?? installation?.model ?? '', baseUrl ?? ''].filter((part) => part !== '').join(' · ')}
      </Text>
      {prices && (
        <Text size="sm" tone="muted">
          {words.pricesSet(prices.version, prices.models.map((price) => price.model).join(', '))}
        </Text>
      )}
      <Doing at={changedAt} by={changedBy} />
    </ItemRow>
  )
}

type Deed = 'edit' | 'prices' | 'remove'

/** What is open below a provider; its prices also where the address asks for those of what compares meaning. */
function useDoing(name: string) {
  const { prices, ...search } = useSearch({ from: '/app/settings/ai' })
  const navigate = useNavigate()
  const [chosen, setChosen] = useState<Deed | null>(null)
  const setDoing = (deed: Deed | null) => {
    setChosen(deed)
    if (prices !== undefined) void navigate({ to: '/settings/ai', search, replace: true })
  }
  const isAsked = chosen === null && prices === name
  return { doing: isAsked ? 'prices' : chosen, setDoing, isAsked }
}

type ActionsProps = Pick<Props, 'provider' | 'onUp' | 'onDown'> & {
  isTesting: boolean
  onTest: () => void
  onEdit: () => void
  onPrices: () => void
  onRemove: () => void
}

function Actions({ provider, onUp, onDown, isTesting, onTest, onEdit, onPrices, onRemove }: ActionsProps) {
  const { ai: words } = useWords()
  const readOnly = useReadOnlyReason()
  const put = usePutProvider()
  const { name, isEnabled, check } = provider
  const toggle = (isOn: boolean) =>
    put.mutate(
      { name, settings: { ...settingsOf(provider), isEnabled: isOn } },
      { onSuccess: (saved) => sayOf(saved, isOn, words), onError: sayRefused },
    )
  return (
    <>
      <Button
        disabledReason={readOnly ?? (isTesting && words.testing)}
        hint={words.testHint}
        onClick={onTest}
      >
        {isTesting ? words.testing : check === null ? words.testFirst : words.test}
      </Button>
      <Button disabledReason={readOnly} onClick={onEdit}>
        {words.change}
      </Button>
      <Switch
        label={words.enabled(name)}
        isOn={isEnabled}
        disabledReason={readOnly ?? (put.isPending && words.checking)}
        onChange={toggle}
      />
      {readOnly === null && (
        <Menu trigger={<IconButton icon={EllipsisVertical} label={words.more(name)} />}>
          {onUp && (
            <MenuItem icon={ArrowUp} onSelect={onUp}>
              {words.up(name)}
            </MenuItem>
          )}
          {onDown && (
            <MenuItem icon={ArrowDown} onSelect={onDown}>
              {words.down(name)}
            </MenuItem>
          )}
          <MenuItem icon={Coins} onSelect={onPrices}>
            {words.ownPrices}
          </MenuItem>
          <MenuItem icon={Trash2} onSelect={onRemove}>
            {words.remove}
          </MenuItem>
        </Menu>
      )}
    </>
  )
}

function RemoveDialog({ name, onClose }: { name: string; onClose: () => void }) {
  const { ai: words, apiKeys, shortcuts } = useWords()
  const remove = useRemoveProvider()
  return (
    <Confirm
      title={words.removeTitle(name)}
      body={words.removeBody}
      action={words.remove}
      cancel={apiKeys.cancel}
      closeLabel={shortcuts.close}
      error={remove.error && explainError(remove.error)}
      onConfirm={() => remove.mutate(name, { onSuccess: onClose })}
      onClose={onClose}
    />
  )
}
