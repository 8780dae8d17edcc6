import type { Dice } from './expand-phrases.ts'

type Row = { names: readonly string[]; asks: boolean; weight: number }

const EPOCHS = 20
const RATE = 0.3
const DECAY = 1.5e-2
const COUNT_MIN = 16

/** Logistic regression over sparse features, by AdaGrad with weight decay. */
export function fitWeights(rows: readonly Row[], dice: Dice): { bias: number; weights: Map<string, number> } {
  const columns = columnsOf(rows)
  const data = rows.map((row) => ({
    ...row,
    at: row.names.flatMap((name) => columns.get(name) ?? []),
  }))
  const positive = data.reduce((sum, { asks, weight }) => sum + (asks ? weight : 0), 0)
  const total = data.reduce((sum, { weight }) => sum + weight, 0)
  const balance = (asks: boolean) => total / 2 / (asks ? positive : total - positive)

  const values = new Float64Array(columns.size + 1)
  const squares = new Float64Array(columns.size + 1).fill(1e-6)
  // The mean of the later rounds: each single one still sways with the order of its examples.
  const means = new Float64Array(columns.size + 1)
  const biasAt = columns.size
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    for (const { at, asks, weight } of shuffled(data, dice)) {
      const sum = at.reduce((score, column) => score + (values[column] ?? 0), values[biasAt] ?? 0)
      const error = (1 / (1 + Math.exp(-sum)) - (asks ? 1 : 0)) * weight * balance(asks)
      for (const column of [...at, biasAt]) {
        const value = values[column] ?? 0
        const slope = error + DECAY * value
        squares[column] = (squares[column] ?? 0) + slope * slope
        values[column] = value - (RATE * slope) / Math.sqrt(squares[column] ?? 1)
      }
    }
    if (epoch >= EPOCHS / 2) {
      for (const [column, value] of values.entries())
        means[column] = (means[column] ?? 0) + (2 * value) / EPOCHS
    }
  }
  const weights = new Map([...columns].map(([name, column]) => [name, means[column] ?? 0]))
  return { bias: means[biasAt] ?? 0, weights }
}

/** A feature that comes a few times tells of its text, not of the language; one written by hand tells more. */
function columnsOf(rows: readonly Row[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { names, weight } of rows)
    for (const name of names) counts.set(name, (counts.get(name) ?? 0) + weight)
  const kept = [...counts].filter(([, count]) => count >= COUNT_MIN)
  return new Map(kept.map(([name], column) => [name, column]))
}

function shuffled<Value>(values: readonly Value[], dice: Dice): Value[] {
  return values
    .map((value) => ({ value, key: dice() }))
    .sort((a, b) => a.key - b.key)
    .map(({ value }) => value)
}
