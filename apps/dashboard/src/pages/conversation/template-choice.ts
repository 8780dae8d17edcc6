import { baseLanguage, type Template } from '@hilo/protocol'

/** A template as people know it: one name, in one language or several. */
export type NamedTemplate = { name: string; languages: readonly Template[] }

/** The approved templates whose name or words contain what is searched for, one for each name. */
export function namedTemplates(templates: readonly Template[], search: string): NamedTemplate[] {
  const approved = templates.filter(({ status }) => status === 'approved')
  const wanted = search.trim().toLowerCase()
  return [...Map.groupBy(approved, ({ name }) => name)]
    .map(([name, languages]) => ({ name, languages }))
    .filter(
      ({ name, languages }) =>
        name.replaceAll('_', ' ').includes(wanted) ||
        name.includes(wanted) ||
        languages.some(({ definition }) => definition.body.toLowerCase().includes(wanted)),
    )
}

/** The one in a contact's language, else in the page's, else the first. */
export function inLanguage({ languages }: NamedTemplate, wanted: readonly (string | null)[]): Template {
  const first = languages[0] as Template
  for (const locale of wanted) {
    const base = locale?.toLowerCase().replaceAll('-', '_')
    const found =
      languages.find(({ language }) => language.toLowerCase() === base) ??
      languages.find(({ language }) => locale && baseLanguage(language) === baseLanguage(locale))
    if (found) return found
  }
  return first
}
