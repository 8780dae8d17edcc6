import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { ROOTS } from '../text/roots.ts'
import { wordsOf } from '../text/words.ts'
import { fieldsOf, TERMS_VERSION } from './fields.ts'

const TEXTS = {
  en: `We're open Monday to Friday, 9 to 18. Shipping takes 3 to 5 business days and costs $4.90; returns are free.
    You'll find us at 14 Station Road. Nobody's parcels are sold, bought or delivered late.`,
  es: `Abrimos de lunes a viernes de 9 a 18. El envío tarda de 3 a 5 días hábiles y cuesta $ 450; las devoluciones son
    gratis. Estamos en Calle Mayor 12. Cerramos los feriados; atendemos urgencias.`,
  pt: `Abrimos de segunda a sexta, das 9h às 18h. A entrega leva de 3 a 5 dias úteis e custa R$ 25; as devoluções são
    grátis. Ficamos na Rua Augusta 900. Fechamos nos feriados; atendemos urgências.`,
}

test('what a text is found by changes only with the version of the terms', () => {
  const found = Object.entries(TEXTS).map(([language, body]) => {
    const words = { title: 'Opening hours', headings: ['More'], alternates: ['When?'] }
    const fields = fieldsOf({ ...words, body, language, shape: 'asked' })
    return Object.values(fields).map(({ counts, length }) => [[...counts].sort(), length])
  })
  const stopWords = readFileSync(new URL('../text/stop-words.ts', import.meta.url), 'utf8').match(/`[^`]*`/g)
  const compounds = wordsOf('Wi-Fi wi fi check-in check in log-out e-mail pick up drop-off take-away')
  const lists = JSON.stringify([found, ROOTS, stopWords, compounds])
  const hash = createHash('sha256').update(lists).digest('hex').slice(0, 16)
  // Raise TERMS_VERSION, then write the new hash beside it: chunks that were stored before are indexed anew.
  expect({ version: TERMS_VERSION, hash }).toEqual({ version: 1, hash: '202ac9ee0a9d6f27' })
})
