/**
 * The places in the texts of a tool that are filled in for each call: `{order_id}`, `{address.street}`,
 * `{items.0.sku}`, `{contact.phone}`.
 */

const PLACE = /\{([a-z][A-Za-z0-9_.]*)\}/g
/** Whatever the fields of a tool are called: who the contact is, is never the model's to say. */
const OF_SERVER = /^(?:contact|conversation|inbox)\./

/** The names of all places in a text, each once. */
export function toolPlacesIn(text: string): string[] {
  return [...new Set(Array.from(text.matchAll(PLACE), ([, name]) => name as string))]
}

/** Whether the server knows what is filled in there, and no field is asked. */
export function isServerPlace(name: string): boolean {
  return OF_SERVER.test(name)
}

/** The text with each place filled in. */
export function fillToolPlaces(text: string, fill: (name: string) => string): string {
  return text.replaceAll(PLACE, (_, name: string) => fill(name))
}
