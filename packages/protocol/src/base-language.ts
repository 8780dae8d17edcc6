/**
 * The language of a tag such as `es-UY`, or of a locale such as `es_UY`: what comes first in it.
 * https://www.rfc-editor.org/rfc/rfc5646#section-2.1
 */
export function baseLanguage(tag: string): string {
  return tag.toLowerCase().split(/[-_]/, 1)[0] ?? ''
}
