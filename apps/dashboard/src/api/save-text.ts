type TextFile = { filename: string; type: string; text: string }

/** Saves a text as a file of the browser. */
export function saveText({ filename, type, text }: TextFile): void {
  const href = URL.createObjectURL(new Blob([text], { type }))
  Object.assign(document.createElement('a'), { href, download: filename }).click()
  URL.revokeObjectURL(href)
}
