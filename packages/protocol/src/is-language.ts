/** Whether there is such a language: `es`, `es-UY`, `es_UY`; not `spanish` and not `xx`. */
export function isLanguage(tag: string): boolean {
  try {
    const [known] = Intl.getCanonicalLocales(tag.replaceAll('_', '-'))
    const names = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' })
    return known !== undefined && names.of(known.split('-', 1)[0] ?? '') !== undefined
  } catch {
    return false
  }
}
