/** A copy of a value in which no secret is left; the value itself when there was none. */
export type Redact = <T>(value: T) => T

/** A shorter one would be found everywhere, and tell by what is missing what it is. */
const LENGTH_MIN = 6
/** So much of a secret at the end of a text is the beginning of one, which was cut off there. */
const CUT_MIN = 8

/**
 * Puts `[NAME]` wherever a text has the value of the secret of that name: as it is, as it stands in an
 * address, or in base64, and where a text that was too long ends amid one. Keys of objects too.
 */
export function redactorOf(secrets: Readonly<Record<string, string>>): Redact {
  const marks = Object.entries(secrets).flatMap(([name, secret]) =>
    formsOf(secret).map((form) => ({ form, mark: `[${name}]` })),
  )
  if (marks.length === 0) return (value) => value
  // The longest first: one secret may hold another.
  marks.sort((a, b) => b.form.length - a.form.length)
  const redactText = (text: string) => {
    let left = text
    for (const { form, mark } of marks) if (left.includes(form)) left = left.replaceAll(form, () => mark)
    for (const { form, mark } of marks) {
      const cut = cutIn(left, form)
      if (cut > 0) return `${left.slice(0, -cut)}${mark}`
    }
    return left
  }
  return <T>(value: T) => redactIn(value, redactText) as T
}

/** How much of the beginning of a form a text ends with; 0 when it is too little to be that. */
function cutIn(text: string, form: string): number {
  for (let length = form.length - 1; length >= CUT_MIN; length--) {
    if (text.endsWith(form.slice(0, length))) return length
  }
  return 0
}

function formsOf(secret: string): string[] {
  if (secret.length < LENGTH_MIN) return []
  const base64 = Buffer.from(secret).toString('base64').replace(/=+$/, '')
  const inJson = JSON.stringify(secret).slice(1, -1)
  return [
    ...new Set([
      secret,
      inJson,
      encodeURIComponent(secret),
      base64,
      base64.replaceAll('+', '-').replaceAll('/', '_'),
    ]),
  ]
}

function redactIn(value: unknown, redactText: (text: string) => string): unknown {
  if (typeof value === 'string') return redactText(value)
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((item) => redactIn(item, redactText))
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [redactText(key), redactIn(item, redactText)]),
  )
}
