import { MONEY_AFTER, MONEY_BEFORE } from '../../answer/money.ts'
import type { Kind } from './kind.ts'

const PRICE = new RegExp(
  String.raw`(?:${MONEY_BEFORE})\s?\d|\d(?:\s(?:mil|millones|thousand))?\s?(?:${MONEY_AFTER})`,
  'iu',
)
const FREE =
  /(?<!\p{L})(?:free(?:\sof\scharge)?|no\s(?:extra\s)?(?:cost|charge)|gratis|gratuit[oa]s?|(?:sin|sem)\s(?:costos?|coste|cargos?|custos?)|de\sgraça)(?!\p{L})/iu

/** What something costs. */
export const PRICE_TOLD: Kind = {
  name: 'price',
  standsAlone: false,
  asks: {
    en: {
      how: /(?<!\p{L})(?:how\s+(?:much|expensive)|prices?|costs?|fees?|charges?|rates?)(?!\p{L})/iu,
      words: 'much expensive price prices cost costs fee fees charge charges rate rates pay',
    },
    es: {
      how: /(?<!\p{L})(?:cu[aá]nto|qu[eé]\s+(?:precio|valor|costo?e?)|precios?|cost[oe]s?|tarifas?|a\s+c[oó]mo)(?!\p{L})/iu,
      words: `cuesta cuestan costar costaría costarían costo costos coste costes precio precios tarifa tarifas
        valor vale valen valdría sale salen saldría cobra cobran cobrás cobras cobrarían importe pago pagar`,
    },
    pt: {
      how: /(?<!\p{L})(?:quanto|(?:qual|que)\s+(?:o\s+)?(?:pre[cç]o|valor|custo)|pre[cç]os?|custos?|tarifas?)(?!\p{L})/iu,
      words: `custa custam custar custaria custo custos preço preços tarifa tarifas valor vale sai saem fica
        ficam cobra cobram pagar pago`,
    },
  },
  isTold: (text) => PRICE.test(text) || FREE.test(text),
}
