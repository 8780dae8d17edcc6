/** A product of the order, and how many of it. */
export type Line = { id: string; label: string; price: number; count: number }

export function totalOf(lines: readonly Line[]): number {
  return lines.reduce((total, { price, count }) => total + price * count, 0)
}

/** What the member who takes over reads. */
export function summaryOf(lines: readonly Line[], address: string): string {
  return `${lines.map(({ count, label }) => `${count} x ${label}`).join(', ')}; to ${address}`
}
