const NOT_ASCII = /[\u0080-\uffff]/g

/**
 * Prints JSON the way Meta's webhooks do: characters outside ASCII as lower-case `\uXXXX`, slashes as `\/`. A
 * receiver that checks the signature over a body it parsed and printed again is found out by it.
 * https://developers.facebook.com/docs/graph-api/webhooks/getting-started#validate-payloads
 */
export function printMetaJson(value: unknown): string {
  return JSON.stringify(value)
    .replace(NOT_ASCII, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replaceAll('/', '\\/')
}
