import { plainType } from '../domain/media/mime-type.ts'

const LENGTH_MAX = 120

const ENDINGS: Record<string, string> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'audio/aac': 'aac',
  'audio/amr': 'amr',
  'audio/mp4': 'm4a',
  'audio/mpeg': 'mp3',
  'audio/ogg': 'ogg',
  'video/mp4': 'mp4',
  'video/3gpp': '3gp',
  'application/pdf': 'pdf',
  'text/plain': 'txt',
}

/**
 * The header that names a file to be shown or kept.
 * https://www.rfc-editor.org/rfc/rfc6266
 */
export function disposition(
  isInline: boolean,
  { filename, mimeType }: { filename: string | null; mimeType: string | null },
): string {
  const name = safeName(filename) ?? `file.${ENDINGS[plainType(mimeType ?? '')] ?? 'bin'}`
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_')
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)
  return `${isInline ? 'inline' : 'attachment'}; filename="${plain}"; filename*=UTF-8''${encoded}`
}

/**
 * A stranger chose it: no folder, no hidden file, nothing that cannot be seen, and nothing that turns the
 * direction of reading, by which `gpj.exe` looks like a picture. Null when nothing is left.
 */
function safeName(filename: string | null): string | null {
  const name = (filename ?? '')
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\ufffd]/gu, '')
    .replace(/[/\\:*?"<>|]/g, '_')
    .replace(/^[\s.]+|[\s.]+$/g, '')
  if (name === '') return null
  if (name.length <= LENGTH_MAX) return name
  const ending = /\.[\p{L}\p{N}]{1,10}$/u.exec(name)?.[0] ?? ''
  return `${name
    .slice(0, LENGTH_MAX - ending.length)
    .toWellFormed()
    .replaceAll('\ufffd', '')}${ending}`
}
