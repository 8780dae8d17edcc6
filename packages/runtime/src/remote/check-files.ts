import type { Content } from '@hilo/protocol'
import { type FileHost, type Place, type Talk, talk, WILLING } from './rehearse.ts'

/** What the conformance kit looks at where a backend asks for files of the contact, or makes some. */
export const FILE_RULES: readonly [string, (place: Place) => Promise<string | null>][] = [
  ['asks for a file once, and goes on with it', (place) => withFiles(place, WILLING)],
  ['goes on or ends without a file that it cannot have', (place) => withFiles(place, UNWILLING)],
  ['says a file that it made as it was kept', saysKept],
]

const PHOTO: Content = {
  ...{ type: 'media', kind: 'image', mediaId: '0198a000-0000-7000-8000-000000000009' },
  ...{ mimeType: 'image/jpeg', caption: '4' },
}

const UNWILLING: FileHost = {
  ...WILLING,
  give: (id) => ({ id, message: 'The file is gone.', isFinal: true }),
  keep: (keep) => ({ keep, message: 'This file cannot be sent.' }),
}

async function withFiles(place: Place, host: FileHost): Promise<string | null> {
  const talks = await talk(place, { answer: PHOTO, host })
  return talks.map(faultOf).find((fault) => fault !== null) ?? null
}

/** Each file is asked for once before each step, and each that it made is handed over once. */
function faultOf({ asks, steps }: Talk): string | null {
  const read = Map.groupBy(
    asks.filter(({ type }) => type === 'media'),
    (each) => (each.type === 'media' ? each.id : ''),
  )
  for (const [id, times] of read) {
    if (times.length > steps.length + 1) return `It asked ${times.length} times for the file ${id}.`
  }
  const keeps = asks.flatMap((each) => (each.type === 'keep_file' ? [each.keep] : []))
  if (new Set(keeps).size !== keeps.length) return 'It handed a file over again that had been answered.'
  const isCut = asks.some((each) => each.type === 'keep_file' && !each.about)
  return isCut ? 'A file that it makes is one line, with its type in `about`.' : null
}

async function saysKept(place: Place): Promise<string | null> {
  const talks = await talk(place)
  const kept = talks.flatMap(({ asks }) =>
    asks.flatMap((each) => (each.type === 'keep_file' ? [WILLING.keep(each.keep)] : [])),
  )
  const ids = kept.flatMap((each) => ('file' in each ? [each.file.mediaId] : []))
  const entries = talks.flatMap(({ last }) => (last?.type === 'turn_end' ? last.entries : []))
  const said = entries.flatMap(({ content }) => (content?.type === 'media' ? [content.mediaId] : []))
  return ids.every((id) => said.includes(id)) ? null : 'It made a file, and did not say it by the id it got.'
}
