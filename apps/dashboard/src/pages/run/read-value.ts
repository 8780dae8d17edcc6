/** As much as the server takes. */
const BYTES_MAX = 64 * 1024

type Read = { value: unknown; problem: null } | { value?: undefined; problem: 'notJson' | 'tooLarge' }

/** The JSON that a text is, or what is wrong with it. */
export function readValue(text: string): Read {
  try {
    const value: unknown = JSON.parse(text)
    const bytes = new TextEncoder().encode(JSON.stringify(value)).length
    return bytes > BYTES_MAX ? { problem: 'tooLarge' } : { value, problem: null }
  } catch {
    return { problem: 'notJson' }
  }
}
