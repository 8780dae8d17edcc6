import { fold, slipsBetween } from '@hilo/ai'

const SLIPS_MAX = 2
/** Of a short name two other letters leave too little. */
const SHORT = 4

/** The name that was probably meant; null where none is near. */
export function nearName<Name extends string>(typed: string, names: readonly Name[]): Name | null {
  const plain = fold(typed).replace(/[\s-]+/g, '_')
  const near = names.flatMap((name) => {
    const slips = slipsBetween(plain, name, name.length > SHORT ? SLIPS_MAX : 1)
    return slips === null ? [] : [{ name, slips }]
  })
  return near.sort((one, other) => one.slips - other.slips)[0]?.name ?? null
}
