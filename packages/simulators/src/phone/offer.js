// Products of the business, as a sheet from below: a basket that is filled and sent.
import { element, iconButton } from './icons.js'
import { words } from './words.js'

/** Shows what a message offers, and sends what was put into the basket. */
export async function openOffer(message, actions) {
  const sheet = document.getElementById('sheet')
  const { products } = await actions.offerOf(message)
  const close = iconButton('close', words.close)
  close.addEventListener('click', () => sheet.close())
  const send = element('button', { type: 'submit', className: 'wide', disabled: true })
  send.textContent = words.sendOrder
  const form = element(
    'form',
    { method: 'dialog' },
    element('header', {}, close, element('h2', { id: 'sheet-title', textContent: words.viewProducts })),
    element('div', { className: 'rows' }, ...products.map(productOf)),
    element('footer', {}, send),
  )
  form.addEventListener('input', () => {
    send.disabled = basketIn(form).length === 0
  })
  form.addEventListener('submit', () => actions.orderFrom(message, basketIn(form)))
  sheet.replaceChildren(form)
  sheet.showModal()
}

function productOf({ id, name, price, currency }) {
  const amount = new Intl.NumberFormat(document.documentElement.lang, { style: 'currency', currency })
  const count = element('input', { type: 'number', name: id, min: 0, max: 99, value: 0, className: 'count' })
  count.setAttribute('aria-label', name)
  return element(
    'label',
    { className: 'option' },
    element(
      'span',
      { className: 'words' },
      element('strong', { textContent: name }),
      element('span', { className: 'muted', textContent: amount.format(price) }),
    ),
    count,
  )
}

function basketIn(form) {
  const counts = [...new FormData(form)].map(([productId, count]) => ({ productId, quantity: Number(count) }))
  return counts.filter(({ quantity }) => quantity > 0)
}
