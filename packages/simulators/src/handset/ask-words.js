// What a voice note says, or a picture shows: nobody hears or sees them here, so whoever plays the person
// types it.
import { element, iconButton } from '../phone/icons.js'

/**
 * Asks for the words of a file, each with what is usual; resolves with them, or with null for who thinks
 * better of it.
 */
export function askWords({ title, fields, send, close }) {
  const cancel = iconButton('close', close)
  const boxes = fields.map(({ name, value, max }) =>
    element('textarea', { name, rows: 2, value, maxLength: max }),
  )
  const labels = fields.map(({ label }, at) =>
    element('label', {}, element('span', { textContent: label }), boxes[at]),
  )
  const form = element(
    'form',
    { method: 'dialog' },
    element('header', {}, element('h2', { id: 'asking-title', textContent: title }), cancel),
    ...labels,
    element('button', { type: 'submit', className: 'deed', value: 'send', textContent: send }),
  )
  const dialog = element('dialog', { className: 'asking' }, form)
  dialog.setAttribute('aria-labelledby', 'asking-title')
  cancel.addEventListener('click', () => dialog.close())
  form.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    form.requestSubmit()
  })
  document.body.append(dialog)
  dialog.showModal()
  boxes[0]?.select()
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      const typed = boxes.map(({ name, value }) => [name, value.trim()])
      dialog.remove()
      resolve(dialog.returnValue === 'send' ? Object.fromEntries(typed) : null)
    })
  })
}
