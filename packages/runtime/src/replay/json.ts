/** A result or an answer is read back from the journal: what JSON would lose or change is refused here. */
const BYTES_MAX = 64 * 1024
const DEPTH_MAX = 64

/**
 * A copy of `value` that is exactly what the journal will give back; properties that are `undefined` are left
 * out.
 *
 * @throws Error that names `what` and the path, when it is no JSON or larger than 64 KiB.
 */
export function toJson(value: unknown, what: string): unknown {
  if (value === undefined) return undefined
  const copy = copyOf(value, { what, path: '', seen: [] })
  const bytes = Buffer.byteLength(JSON.stringify(copy))
  if (bytes > BYTES_MAX) {
    throw new Error(
      `${what} has ${Math.ceil(bytes / 1024)} KiB; the journal takes 64 KiB. Keep an id and read it again.`,
    )
  }
  return copy
}

type Place = { what: string; path: string; seen: unknown[] }

function copyOf(value: unknown, place: Place): unknown {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value
    case 'number':
      if (Number.isFinite(value)) return value
      throw refused(place, `the number ${value}`)
    case 'object':
      return value === null ? null : copyOfObject(value, place)
    default:
      throw refused(place, `a ${typeof value}`)
  }
}

function copyOfObject(value: object, place: Place): unknown {
  if (place.seen.includes(value)) throw refused(place, 'a reference to itself')
  if (place.seen.length >= DEPTH_MAX) throw refused(place, `more than ${DEPTH_MAX} levels`)
  const seen = [...place.seen, value]
  const inside = (path: string) => ({ what: place.what, path: place.path + path, seen })
  if (Array.isArray(value)) return value.map((item, index) => copyOf(item ?? null, inside(`[${index}]`)))
  const prototype = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) {
    const hint = value instanceof Date ? ' (write date.toISOString())' : ''
    throw refused(place, `a ${value.constructor?.name ?? 'class instance'}${hint}`)
  }
  const copy: Record<string, unknown> = {}
  for (const [key, item] of Object.entries(value)) {
    // Assigning `__proto__` would change the copy's prototype instead of adding a property.
    if (item !== undefined && key !== '__proto__') copy[key] = copyOf(item, inside(`.${key}`))
  }
  return copy
}

function refused({ what, path }: Place, found: string): Error {
  return new Error(`${what} must be plain JSON, but ${path === '' ? 'it is' : `at ${path} it has`} ${found}.`)
}
