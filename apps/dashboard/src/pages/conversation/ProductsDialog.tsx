import type { Conversation, OfferedProduct } from '@hilo/protocol'
import { type FormEvent, useState } from 'react'
import { useProducts } from '../../api/offers.ts'
import { outbox } from '../../api/sending.ts'
import { explainError } from '../../i18n/explain.ts'
import { useWords } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { CheckControl, CheckGroup, LineControl, LinesControl } from '../../ui/Control.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/Form.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'

type Props = { conversation: Conversation; onClose: () => void }

const PRODUCTS_MAX = 30
const TITLE_MAX = 60
const TEXT_MAX = 1_024

/** Sends products of the catalogue: those that are ticked, or all of it. */
export function ProductsDialog({ conversation, onClose }: Props) {
  const { offers: words, shortcuts, composer } = useWords()
  const [chosen, setChosen] = useState<readonly OfferedProduct[]>([])
  const [text, setText] = useState('')
  const [title, setTitle] = useState('')
  const missing = useMissing({ chosen, text, title })
  const hint = conversation.holder === 'backend' ? composer.takesTurn : undefined

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (chosen.length > 0) send()
  }

  function send() {
    if (missing) return
    const products = chosen.map(({ id, name }) => ({ id, name }))
    const offer = {
      ...{ type: 'products' as const, text: text.trim() },
      ...(products.length > 1 && { title: title.trim() }),
      sections: products.length === 0 ? [] : [{ products }],
    }
    outbox.add({ conversationId: conversation.id, kind: 'reply', text: offer.text, offer, replyTo: null })
    onClose()
  }

  return (
    <Dialog isOpen onClose={onClose} title={words.productsTitle} closeLabel={shortcuts.close}>
      <Form onSubmit={submit}>
        <Catalogue conversation={conversation} chosen={chosen} onChange={setChosen} />
        <LinesControl label={words.text} value={text} onChange={setText} />
        {chosen.length > 1 && (
          <LineControl label={words.title} maxLength={TITLE_MAX} value={title} onChange={setTitle} />
        )}
        <Inline isWrapping>
          <Button
            variant="primary"
            type="submit"
            {...{ hint }}
            disabledReason={chosen.length === 0 ? words.tickOne : missing}
          >
            {words.sendProducts(chosen.length)}
          </Button>
          {chosen.length === 0 && (
            <Button {...{ hint }} disabledReason={missing} onClick={send}>
              {words.sendAll}
            </Button>
          )}
        </Inline>
      </Form>
    </Dialog>
  )
}

type CatalogueProps = {
  conversation: Conversation
  chosen: readonly OfferedProduct[]
  onChange: (chosen: readonly OfferedProduct[]) => void
}

/** What is ticked stays in sight, whatever is searched for. */
function Catalogue({ conversation: { inbox }, chosen, onChange }: CatalogueProps) {
  const { offers: words } = useWords()
  const [search, setSearch] = useState('')
  const { data, error, isPending } = useProducts(inbox.id, search)
  const isChosen = ({ id }: OfferedProduct) => chosen.some((one) => one.id === id)
  const others = data?.products.filter((product) => !isChosen(product)) ?? []
  const toggle = (product: OfferedProduct) =>
    onChange(isChosen(product) ? chosen.filter(({ id }) => id !== product.id) : [...chosen, product])
  return (
    <>
      <SearchField label={words.search} value={search} onSearch={setSearch} />
      <CheckGroup label={words.whichProducts} error={error && explainError(error)}>
        {[...chosen, ...others].map((product) => (
          <CheckControl
            key={product.id}
            label={product.name}
            {...(product.price !== null && { detail: product.price })}
            isChecked={isChosen(product)}
            onChange={() => toggle(product)}
          />
        ))}
        {isPending && <Text tone="muted">{words.looking}</Text>}
        {data && data.products.length === 0 && <Text tone="muted">{words.noMatch}</Text>}
        {data?.next && <Text tone="muted">{words.moreBySearch}</Text>}
      </CheckGroup>
    </>
  )
}

type Filled = { chosen: readonly OfferedProduct[]; text: string; title: string }

function useMissing({ chosen, text, title }: Filled): string | null {
  const { offers: words } = useWords()
  if (chosen.length > PRODUCTS_MAX) return words.tooMany(PRODUCTS_MAX)
  if (text.trim() === '' || (chosen.length > 1 && title.trim() === '')) return words.fillAll
  return [...text].length > TEXT_MAX ? words.tooLong(TEXT_MAX) : null
}
