/** One place in which two configs differ; null: not there. Values are JSON. */
export type Difference = { path: string; before: string | null; after: string | null }

/** Where two configs differ, in the order of their keys; objects are compared key by key. */
export function diffConfigs(before: unknown, after: unknown, path = ''): Difference[] {
  if (isObject(before) && isObject(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
    return names.flatMap((name) =>
      diffConfigs(before[name], after[name], path === '' ? name : `${path}.${name}`),
    )
  }
  const [left, right] = [jsonOf(before), jsonOf(after)]
  return left === right ? [] : [{ path, before: left, after: right }]
}

function jsonOf(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
