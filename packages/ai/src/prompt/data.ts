/** A text of somebody's as data in a prompt: what stands in it cannot end it. */
export function asData(name: string, text: string): string {
  const held = text.replace(new RegExp(String.raw`<(?=/?\s*${name}\b)`, 'gi'), '‹').replaceAll('\0', '')
  return `<${name}>\n${held}\n</${name}>`
}
