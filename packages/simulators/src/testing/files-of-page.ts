/** Every file that a page and its scripts name, each with the status it is answered with. */
export async function filesOfPage(pageUrl: string): Promise<Record<string, number>> {
  const { origin } = new URL(pageUrl)
  const page = await (await fetch(pageUrl)).text()
  const wanted = Array.from(page.matchAll(/(?:src|href)="([^"]+)"/g), (match) => match[1] ?? '')
  const found: Record<string, number> = {}
  for (const path of wanted) {
    if (path in found) continue
    const file = await fetch(`${origin}${path}`)
    found[path] = file.status
    if (!path.endsWith('.js')) continue
    const imports = (await file.text()).matchAll(/from '(\.[^']+)'/g)
    wanted.push(...Array.from(imports, (match) => new URL(match[1] ?? '', `http://x${path}`).pathname))
  }
  return found
}
