import { readColor } from '../bridge.ts'

/** How the business wants its widget to look and to greet. */
export type Config = {
  name: string
  color?: string
  greeting?: { es?: string; en?: string; pt?: string }
  locale?: string
}

/**
 * Null when the server cannot be asked now: the widget works without, and asks again with the next
 * connection.
 */
export async function fetchConfig(key: string): Promise<Config | null> {
  try {
    const response = await fetch(`/widget/v1/config?${new URLSearchParams({ key })}`)
    if (!response.ok) return null
    const config = await response.json()
    return { ...config, name: String(config.name ?? ''), color: readColor(config.color) }
  } catch {
    return null
  }
}
