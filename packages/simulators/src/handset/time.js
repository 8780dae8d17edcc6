// Times and days, in the language the page was asked for.

/** `en` or `es`. */
export const locale = document.documentElement.lang === 'es' ? 'es' : 'en'

const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hour12: false })
const longDay = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' })

/** 20:41 */
export function timeOf(at) {
  return clock.format(at)
}

/** Today, Yesterday, or the day itself. */
export function dayOf(at, { today, yesterday }) {
  const day = new Date(at).toDateString()
  if (day === new Date().toDateString()) return today
  if (day === new Date(Date.now() - 86_400_000).toDateString()) return yesterday
  return longDay.format(at)
}
