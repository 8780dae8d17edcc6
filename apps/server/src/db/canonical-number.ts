/**
 * One number for all the ways in which a platform and people write it. In three countries mobile numbers have
 * a digit that is there in some systems and not in others; without this rule the same person is two contacts.
 */

type Rule = { country: RegExp; canonical: string }

const RULES: readonly Rule[] = [
  // Argentina: a 9 after the country code.
  { country: /^54(?!9)(\d{10})$/, canonical: '549$1' },
  // Mexico: no 1 after the country code any more.
  { country: /^521(\d{10})$/, canonical: '52$1' },
  // Brazil: a 9 before the eight digits of a mobile number.
  { country: /^55(\d{2})([6-9]\d{7})$/, canonical: '55$19$2' },
]

/** `digits` without a plus, as `wa_id` has them; any other text stays as it is. */
export function canonicalNumber(digits: string): string {
  const rule = RULES.find(({ country }) => country.test(digits))
  return rule ? digits.replace(rule.country, rule.canonical) : digits
}
