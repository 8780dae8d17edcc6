/** The places in the texts of a tool that are filled in for each call: `{order_id}`, `{contact.phone}`. */

const PLACE = /\{([a-z][A-Za-z0-9_.]*)\}/g

/** The names of all places in a text, each once. */
export function toolPlacesIn(text: string): string[] {
  return [...new Set(Array.from(text.matchAll(PLACE), ([, name]) => name as string))]
}

/** The text with each place filled in. */
export function fillToolPlaces(text: string, fill: (name: string) => string): string {
  return text.replaceAll(PLACE, (_, name: string) => fill(name))
}
