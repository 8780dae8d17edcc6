const SHOWN_MAX = 500
const PATHS_MAX = 200

/** What was filled in, each plain value under its path as text: `items[0].sku`. */
export function flatInput(input: unknown): Record<string, string> {
  return Object.fromEntries(pathsOf('', input).slice(0, PATHS_MAX))
}

function pathsOf(path: string, value: unknown): [string, string][] {
  if (Array.isArray(value) && value.length > 0)
    return value.flatMap((one, nth) => pathsOf(`${path}[${nth}]`, one))
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return Object.entries(value).flatMap(([name, one]) =>
      pathsOf(path === '' ? name : `${path}.${name}`, one),
    )
  }
  if (path === '') return []
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
  return [[path, text.slice(0, SHOWN_MAX)]]
}
