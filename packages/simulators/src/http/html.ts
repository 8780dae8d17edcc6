export type Language = 'en' | 'es'

/**
 * Spanish for whoever asks for it first, English for everybody else. `wanted` is a tag or an Accept-Language.
 */
export function languageOf(wanted: string): Language {
  return /^\s*es\b/i.test(wanted) ? 'es' : 'en'
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text that is safe between tags and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
}
