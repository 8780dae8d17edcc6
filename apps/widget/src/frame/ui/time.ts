type Formats = {
  locale: string
  time: Intl.DateTimeFormat
  date: Intl.DateTimeFormat
  day: Intl.RelativeTimeFormat
}

let formats: Formats | undefined

/** The time of day, of 24 hours in every language: the inbox shows the same. */
export function timeIn(createdAt: string, locale: string): string {
  return formatsIn(locale).time.format(new Date(createdAt))
}

/** Today and yesterday by name, other days by date. */
export function dayIn(createdAt: string, locale: string, now = new Date()): string {
  const day = new Date(createdAt)
  const daysAgo = Math.round((midnightOf(now) - midnightOf(day)) / 86_400_000)
  if (daysAgo !== 0 && daysAgo !== 1) return formatsIn(locale).date.format(day)
  const name = formatsIn(locale).day.format(-daysAgo, 'day')
  return name.charAt(0).toLocaleUpperCase(locale) + name.slice(1)
}

/** Made once a language: making them costs more than drawing the message. */
function formatsIn(locale: string): Formats {
  if (formats?.locale === locale) return formats
  formats = {
    locale,
    time: new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
    date: new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' }),
    day: new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }),
  }
  return formats
}

function midnightOf(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime()
}
