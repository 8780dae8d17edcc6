import { readFileSync } from 'node:fs'
import { SourceMap, type SourceMapPayload } from 'node:module'
import { fileURLToPath } from 'node:url'

// Imported first by the bundled server: stacks name the lines of the source. `--enable-source-maps` would
// read every map at the start, which takes as long as the bundle saves; this reads one at the first error.

const HERE = new URL('.', import.meta.url).href
const maps = new Map<string, SourceMap | null>()

Error.prepareStackTrace = (error, sites) =>
  [String(error), ...sites.map((site) => `    at ${inSource(site)}`)].join('\n')

function inSource(site: NodeJS.CallSite): string {
  const text = String(site)
  const file = site.getFileName()
  const line = site.getLineNumber()
  const column = site.getColumnNumber()
  if (!file?.startsWith(HERE) || line === null || column === null) return text
  const origin = mapOf(file)?.findOrigin(line, column)
  if (!origin || !('fileName' in origin)) return text
  const source = fileURLToPath(new URL(origin.fileName, file))
  return text.replace(`${file}:${line}:${column}`, `${source}:${origin.lineNumber}:${origin.columnNumber}`)
}

/** A map that cannot be read costs the line, not the error. */
function mapOf(file: string): SourceMap | null {
  const known = maps.get(file)
  if (known !== undefined) return known
  const map = readMap(file)
  maps.set(file, map)
  return map
}

function readMap(file: string): SourceMap | null {
  try {
    return new SourceMap(JSON.parse(readFileSync(fileURLToPath(`${file}.map`), 'utf8')) as SourceMapPayload)
  } catch {
    return null
  }
}
