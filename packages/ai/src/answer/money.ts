/** Signs, codes and words of money, and which currencies each may mean. */

const SIGNS = String.raw`US\$|U\$S|R\$|AR\$|MX\$|\$U|\$|€|£|¥`
const CODES = 'USD|EUR|GBP|ARS|UYU|MXN|BRL|CLP|COP|PEN'
const WORDS = `d[oó]lares|d[oó]lar|dollars?|euros?|pesos?|reais|real|libras?|pounds?|quid|soles|bucks?`

export const MONEY_BEFORE = `${SIGNS}|${CODES}`
export const MONEY_AFTER = String.raw`(?:${SIGNS}|${CODES})(?![\p{L}\d])|(?:${WORDS})(?!\p{L})`

const PESOS = ['ars', 'uyu', 'mxn', 'clp', 'cop']

/** What a sign, a code or a word of money may mean in a text of this language. */
export function currenciesOf(money: string, language: string): readonly string[] {
  const name = money.toLowerCase()
  if (name === '$') return language === 'en' ? ['usd', ...PESOS] : PESOS
  if (/€|eur/.test(name)) return ['eur']
  if (/£|gbp|libra|pound|quid/.test(name)) return ['gbp']
  if (/r\$|brl|reais|real/.test(name)) return ['brl']
  if (/us|u\$s|d[oó]lar|dollar|buck/.test(name)) return ['usd']
  if (name === 'ar$') return ['ars']
  if (name === 'mx$') return ['mxn']
  if (name === '$u') return ['uyu']
  if (/sol/.test(name)) return ['pen']
  return /peso/.test(name) ? PESOS : [name]
}
