import { assert, type Id, type TemplateCounts, type TemplateFigures } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { readFigureDays, type TemplateDay } from './figure-days.ts'

type Asked = { inboxId: Id; days: number }

/**
 * What became of the messages of each template of an inbox that were made in the last so many days, at the
 * org's place, today included.
 *
 * @throws AppError `not_found`
 */
export async function readTemplateFigures(
  tx: OrgTx,
  asked: Asked,
): Promise<{ since: string; figures: TemplateFigures[] }> {
  const days = await readFigureDays(tx, asked)
  const all = days
    .toReversed()
    .flatMap(({ day, templates }) => templates.map((template) => ({ ...template, day })))
  const figures = [...Map.groupBy(all, ({ name, language }) => `${name} ${language}`).values()].map(figuresOf)
  return { since: (days[0]?.beganAt ?? new Date()).toISOString(), figures }
}

function figuresOf(days: readonly (TemplateDay & { day: string })[]): TemplateFigures {
  const [first] = days
  assert(first, 'A group has a day at the least.')
  const { name, language } = first
  const failures = Map.groupBy(
    days.flatMap((day) => day.failures),
    ({ code }) => code,
  )
  const prices = Map.groupBy(
    days.flatMap((day) => day.prices),
    ({ currency }) => currency,
  )
  return {
    ...{ name, language, total: totalOf(days.map(({ counts }) => counts)) },
    days: days.map(({ day, counts }) => ({ day, ...counts })),
    failures: [...failures]
      .map(([code, own]) => ({ code, count: sum(own.map(({ count }) => count)) }))
      .sort((a, b) => b.count - a.count),
    prices: [...prices].map(([currency, own]) => ({
      ...{ currency, amount: sum(own.map(({ amount }) => amount)) },
    })),
    unpriced: sum(days.map(({ unpriced }) => unpriced)),
  }
}

function totalOf(all: readonly TemplateCounts[]): TemplateCounts {
  const of = (key: keyof TemplateCounts) => sum(all.map((counts) => counts[key]))
  return {
    ...{ sent: of('sent'), delivered: of('delivered'), read: of('read') },
    ...{ failed: of('failed'), replied: of('replied') },
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
