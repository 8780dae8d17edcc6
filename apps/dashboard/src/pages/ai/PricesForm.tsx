import type { AiProvider } from '@hilo/protocol'
import { type FormEvent, useState } from 'react'
import { usePutPrices } from '../../api/ai.ts'
import { useWords } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { CheckControl, LineControl } from '../../ui/Control.tsx'
import { Form } from '../../ui/Form.tsx'
import { Refusal } from '../../ui/Refusal.tsx'
import { Inline, Stack } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { toast } from '../../ui/toast.ts'
import { FieldRow } from '../../ui/Writing.tsx'
import { isRate, NO_PRICE, pricesFrom, type TypedPrice, typedPrices, type Usual } from './typed-prices.ts'

const RATES = ['input', 'cached', 'output', 'minute'] as const

type Props = {
  provider: AiProvider
  usual: Usual
  /** The model whose price was asked for; null: any. */
  wanted: string | null
  onClose: () => void
}

/** What the models of a provider cost the org, where no published price is known or another one holds. */
export function PricesForm({ provider, usual, wanted, onClose }: Props) {
  const { ai: words, apiKeys, backends } = useWords()
  const put = usePutPrices()
  const [isTried, setTried] = useState(false)
  const [typed, setTyped] = useState(() => typedPrices(provider, usual))
  const models = pricesFrom(typed)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!models) return
    const onSuccess = () => {
      toast({ tone: 'plain', title: words.pricesSaved })
      onClose()
    }
    put.mutate({ name: provider.name, models }, { onSuccess })
  }
  return (
    <Form onSubmit={submit} isOwnJudge>
      <Stack gap={4}>
        <Text isStrong>{words.ownPrices}</Text>
        <Text as="p" size="sm" tone="muted">
          {words.pricesIntro}
        </Text>
        {typed.map((price, at) => (
          <PriceFields
            // biome-ignore lint/suspicious/noArrayIndexKey: lines are only added at the end, and their names are typed
            key={at}
            price={price}
            isWanted={wanted === null ? at === 0 : price.model === wanted}
            onChange={(changed) => setTyped(typed.with(at, changed))}
          />
        ))}
        {isTried && !models && (
          <Text as="p" size="sm" tone="fail">
            {words.pricesWrong}
          </Text>
        )}
        <Refusal error={put.error} />
        <Inline isWrapping>
          <Button variant="primary" type="submit" disabledReason={put.isPending && backends.saving}>
            {words.save}
          </Button>
          <Button onClick={() => setTyped([...typed, NO_PRICE])}>{words.addPrice}</Button>
          <Button onClick={onClose}>{apiKeys.cancel}</Button>
        </Inline>
      </Stack>
    </Form>
  )
}

type FieldsProps = { price: TypedPrice; isWanted: boolean; onChange: (price: TypedPrice) => void }

function PriceFields({ price, isWanted, onChange }: FieldsProps) {
  const { ai: words } = useWords()
  return (
    <Stack gap={2}>
      <LineControl
        label={words.model}
        autoFocus={isWanted}
        maxLength={200}
        value={price.model}
        onChange={(model) => onChange({ ...price, model })}
      />
      <FieldRow>
        {RATES.map((rate) => (
          <LineControl
            key={rate}
            label={words.rates[rate]}
            inputMode="decimal"
            value={price[rate]}
            error={isRate(price[rate]) ? null : words.notANumber}
            onChange={(value) => onChange({ ...price, [rate]: value })}
          />
        ))}
      </FieldRow>
      <CheckControl
        {...{ label: words.instead, detail: words.insteadHint }}
        isChecked={price.isInstead}
        onChange={(isInstead) => onChange({ ...price, isInstead })}
      />
    </Stack>
  )
}
