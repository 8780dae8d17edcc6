/**
 * The language of a template that suits a contact best: the wanted one, the same language of another country,
 * then the org's, then the first there is. Locales are written `es-UY` or `es_UY`.
 */
export function chooseLanguage<T extends { language: string }>(
  known: readonly T[],
  wanted: readonly (string | null)[],
): T | undefined {
  for (const locale of wanted) {
    const best = locale ? bestOf(known, partsOf(locale)) : undefined
    if (best) return best
  }
  return known[0]
}

type Parts = { whole: string; base: string }

function bestOf<T extends { language: string }>(known: readonly T[], { whole, base }: Parts): T | undefined {
  const spoken = known.map((one) => ({ one, is: partsOf(one.language) }))
  const fits = [
    spoken.find(({ is }) => is.whole === whole),
    spoken.find(({ is }) => is.whole === base),
    spoken.find(({ is }) => is.base === base),
  ]
  return fits.find(Boolean)?.one
}

function partsOf(locale: string): Parts {
  const whole = locale.toLowerCase().replaceAll('-', '_')
  return { whole, base: whole.split('_')[0] ?? whole }
}
