import type { Figure } from './figure.ts'

/** What all measurements are told. */
export type Extent = {
  /** How long a load is measured. */
  seconds: number
  /** How long one step of the search for the highest rate is measured, and where the search begins. */
  stepSeconds: number
  fromRate: number
  bisections: number
  orgs: number
  suspended: number
  restSeconds: number
  profileDir: string | undefined
  /** Tells how it goes. */
  say(sentence: string): void
}

export type Measurement = {
  readonly title: string
  measure(extent: Extent): Promise<Figure[]>
}
