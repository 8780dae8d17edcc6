import type { Conversation } from '@hilo/protocol'
import { ClipboardList, Plus, ShoppingBag } from 'lucide-react'
import { useState } from 'react'
import { useInbox } from '../../api/inboxes.ts'
import { useForms } from '../../api/offers.ts'
import { useWords } from '../../i18n/language.ts'
import { IconButton } from '../../ui/Button.tsx'
import { Menu, MenuHeading, MenuItem } from '../../ui/Menu.tsx'
import { FormDialog } from './FormDialog.tsx'
import { ProductsDialog } from './ProductsDialog.tsx'

type Props = { conversation: Conversation; disabledReason: string | false | null | undefined }
type Open = 'products' | 'form' | null

/** What can be sent besides words and files: products and forms. WhatsApp alone has them. */
export function OfferMenu({ conversation, disabledReason }: Props) {
  const { offers: words } = useWords()
  const [open, setOpen] = useState<Open>(null)
  const close = () => setOpen(null)
  if (conversation.inbox.channel !== 'whatsapp') return null
  if (disabledReason) return <IconButton icon={Plus} label={words.more} disabledReason={disabledReason} />
  return (
    <>
      <Menu side="top" trigger={<IconButton icon={Plus} label={words.more} />}>
        <Items conversation={conversation} onOpen={setOpen} />
      </Menu>
      {open === 'products' && <ProductsDialog conversation={conversation} onClose={close} />}
      {open === 'form' && <FormDialog conversation={conversation} onClose={close} />}
    </>
  )
}

type ItemsProps = { conversation: Conversation; onOpen: (open: Open) => void }

/** Shown once the menu is open: only then the platform is asked for the forms. */
function Items({ conversation: { inbox }, onOpen }: ItemsProps) {
  const { offers: words } = useWords()
  const detail = useInbox(inbox.id)
  const forms = useForms(inbox.id)
  const hasProducts = Boolean(detail.data?.catalogId)
  const hasForms = (forms.data?.forms.length ?? 0) > 0
  const isWaiting = detail.isPending || forms.isPending
  return (
    <>
      {hasProducts && (
        <MenuItem icon={ShoppingBag} onSelect={() => onOpen('products')}>
          {words.products}
        </MenuItem>
      )}
      {hasForms && (
        <MenuItem icon={ClipboardList} onSelect={() => onOpen('form')}>
          {words.form}
        </MenuItem>
      )}
      {!hasProducts && !hasForms && (
        <MenuHeading
          title={isWaiting ? words.looking : words.noneTitle}
          detail={isWaiting ? '' : words.noneBody}
        />
      )}
    </>
  )
}
