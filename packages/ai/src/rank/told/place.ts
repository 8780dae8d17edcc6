import type { Kind } from './kind.ts'

const BEFORE = 'calle|c/|avenida|avda?\\.?|av\\.|plaza|paseo|ruta|camino|rua|praça|travessa|alameda'
const AFTER = 'street|st\\.|avenue|ave\\.|road|rd\\.|lane|square|boulevard|drive'
/** "Calle Mayor 12", "14 Station Road". */
const STREET = new RegExp(
  [
    String.raw`(?<!\p{L})(?:${BEFORE})\s\p{L}[^\n]{0,40}?\d`,
    String.raw`\d{1,5}\s(?:\p{L}+\s){1,3}(?:${AFTER})(?!\p{L})`,
  ].join('|'),
  'iu',
)

/** Where something is. */
export const PLACE: Kind = {
  name: 'place',
  standsAlone: true,
  asks: {
    en: {
      how: /(?<!\p{L})(?:where|address(?:es)?|directions|located|location)(?!\p{L})/iu,
      words: 'address addresses located location find directions',
    },
    es: {
      how: /(?<!\p{L})(?:d[oó]nde|direcci[oó]n(?:es)?|ubicaci[oó]n|ubicad[oa]s?)(?!\p{L})/iu,
      words: `dirección direcciones ubicación ubicado ubicados ubicada queda quedan encuentra encuentran
        llegar llego`,
    },
    pt: {
      how: /(?<!\p{L})(?:onde|endere[cç]os?|localiza[cç][aã]o|localizad[oa]s?)(?!\p{L})/iu,
      words: 'endereço endereços localização localizado localizados fica ficam encontra chegar chego',
    },
  },
  isTold: (text) => STREET.test(text),
}
