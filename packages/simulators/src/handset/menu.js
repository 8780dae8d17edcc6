// The menus that open over a thread.
import { element, iconButton } from '../phone/icons.js'

/** An entry of a menu, which closes when it is chosen. */
export function menuItem(menu, [sign, title], run) {
  const item = iconButton(sign, title, { className: 'item' })
  item.setAttribute('role', 'menuitem')
  item.append(title)
  item.addEventListener('click', () => {
    menu.hidePopover()
    run()
  })
  return item
}

/** A row of emoji; the one that is `chosen`, pressed again, is taken back: `choose` gets null. */
export function faces(menu, emoji, { chosen, words, choose }) {
  const buttons = emoji.map((face) => {
    const isOn = face === chosen
    const button = element('button', { type: 'button', textContent: face, className: isOn ? 'on' : '' })
    button.setAttribute('role', 'menuitem')
    button.setAttribute('aria-label', `${isOn ? words.removeReaction : words.react} ${face}`)
    button.addEventListener('click', () => {
      menu.hidePopover()
      choose(isOn ? null : face)
    })
    return button
  })
  return element('div', { className: 'faces' }, ...buttons)
}

/** Opens beside its anchor, and always inside the page. */
export function openBeside(menu, anchor) {
  menu.showPopover()
  const at = anchor.getBoundingClientRect()
  const left = Math.min(Math.max(8, at.left - menu.offsetWidth / 2), innerWidth - menu.offsetWidth - 8)
  menu.style.left = `${left}px`
  menu.style.top = `${Math.max(8, at.top - menu.offsetHeight - 6)}px`
}
