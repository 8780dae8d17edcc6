// The text box: it grows with what is written, and Enter sends it.

/** Wires the box; `submit` gets what was written, empty as it may be. `refit` follows its height. */
export function startWriting({ form, text }, { submit, onFit }) {
  const refit = () => {
    text.style.height = 'auto'
    text.style.height = `${Math.min(text.scrollHeight, 120)}px`
    onFit(text.value.trim() === '')
  }
  text.addEventListener('input', refit)
  text.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    form.requestSubmit()
  })
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    submit(text.value.trim())
  })
  refit()
  return refit
}

/** Names a control for those who do not see its icon, and those who wonder about it. */
export function named(id, name) {
  const control = document.getElementById(id)
  control.setAttribute('aria-label', name)
  control.title = name
  return control
}
