/**
 * Check digits of the numbers that people write into conversations. Each function takes the number without
 * separators; one that passes by chance is one in ten or rarer.
 */

/** Cards. https://www.iso.org/standard/70484.html, annex B; the first digits are those of issuers that exist. */
export function isCard(digits: string): boolean {
  if (!/^(?:3[0-9]|4|5[0-9]|6[0-9]|2[2-7])\d+$/.test(digits) || digits.length < 13 || digits.length > 19)
    return false
  const sum = [...digits].reverse().reduce((total, digit, at) => {
    const value = Number(digit) * (at % 2 === 1 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === 0
}

/** Bank accounts. https://www.iso.org/standard/81090.html */
export function isIban(text: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(text)) return false
  const moved = text.slice(4) + text.slice(0, 4)
  const remainder = [...moved].reduce((rest, sign) => {
    const value = Number.parseInt(sign, 36)
    return (rest * (value > 9 ? 100 : 10) + value) % 97
  }, 0)
  return remainder === 1
}

/** Argentine accounts, of banks (CBU) and of wallets (CVU). https://www.bcra.gob.ar/sistema-nacional-de-pagos/ */
export function isCbu(digits: string): boolean {
  if (!/^\d{22}$/.test(digits) || /^0+$/.test(digits)) return false
  return isWeighed(digits.slice(0, 8), [7, 1, 3, 9, 7, 1, 3]) && isWeighed(digits.slice(8), ACCOUNT_WEIGHTS)
}

const ACCOUNT_WEIGHTS = [3, 9, 7, 1, 3, 9, 7, 1, 3, 9, 7, 1, 3]

/** Argentine tax numbers of people (CUIL) and of businesses (CUIT). https://www.afip.gob.ar/genericos/guiadetramites/ */
export function isCuit(digits: string): boolean {
  if (!/^(?:2[0-7]|3[034])\d{9}$/.test(digits)) return false
  const rest = 11 - (weigh(digits, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)
  return (rest === 11 ? 0 : rest === 10 ? 9 : rest) === Number(digits[10])
}

/** Uruguayan identity cards, of 7 or 8 digits. */
export function isUruguayanId(digits: string): boolean {
  if (!/^\d{7,8}$/.test(digits) || /^(\d)\1+$/.test(digits)) return false
  const padded = digits.padStart(8, '0')
  return isWeighed(padded, [2, 9, 8, 7, 6, 3, 4])
}

/** Brazilian tax numbers of people. https://www.gov.br/receitafederal/ */
export function isCpf(digits: string): boolean {
  if (!/^\d{11}$/.test(digits) || /^(\d)\1+$/.test(digits)) return false
  return [9, 10].every((length) => {
    const weights = Array.from({ length }, (_, at) => length + 1 - at)
    const rest = (weigh(digits, weights) * 10) % 11
    return rest % 10 === Number(digits[length])
  })
}

/** Brazilian tax numbers of businesses, which may have letters since 2026. https://www.gov.br/receitafederal/ */
export function isCnpj(text: string): boolean {
  if (!/^[A-Z0-9]{12}\d{2}$/.test(text) || /^(.)\1+$/.test(text)) return false
  const values = [...text].map((sign) => sign.charCodeAt(0) - 48)
  return [CNPJ_WEIGHTS.slice(1), CNPJ_WEIGHTS].every((weights) => {
    const sum = weights.reduce((total, weight, at) => total + weight * (values[at] ?? 0), 0)
    const rest = sum % 11
    return (rest < 2 ? 0 : 11 - rest) === values[weights.length]
  })
}

const CNPJ_WEIGHTS = [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]

/** Spanish numbers of citizens (NIF) and of foreigners (NIE). https://www.interior.gob.es/opencms/es/servicios-al-ciudadano/ */
export function isNif(text: string): boolean {
  const [, digits, letter] = /^([XYZ]?\d{7,8})([A-Z])$/.exec(text) ?? []
  if (!digits || !letter || digits.length !== 8) return false
  const number = Number(digits.replace(/^[XYZ]/, (first) => String('XYZ'.indexOf(first))))
  return 'TRWAGMYFPDXBNJZSQVHLCKE'[number % 23] === letter
}

/** American social security numbers that can have been given. https://www.ssa.gov/employer/randomization.html */
export function isSsn(digits: string): boolean {
  return /^(?!000|666|9)\d{3}(?!00)\d{2}(?!0000)\d{4}$/.test(digits)
}

/** Chilean numbers (RUT), with the digit after the hyphen. */
export function isRut(text: string): boolean {
  const [, digits = '', check] = /^(\d{7,8})([\dK])$/.exec(text) ?? []
  if (!check) return false
  const sum = [...digits].reverse().reduce((total, digit, at) => total + Number(digit) * ((at % 6) + 2), 0)
  const rest = 11 - (sum % 11)
  return check === (rest === 11 ? '0' : rest === 10 ? 'K' : String(rest))
}

/** The digit after the weighed ones makes the sum a multiple of ten. */
function isWeighed(digits: string, weights: readonly number[]): boolean {
  return (10 - (weigh(digits, weights) % 10)) % 10 === Number(digits[weights.length])
}

function weigh(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0)
}
