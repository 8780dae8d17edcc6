import { addressesIn } from '../answer/addresses.ts'
import { sentencesOf } from '../answer/sentences.ts'
import { readDraft, type WrittenDraft } from './draft.ts'

/**
 * A draft that is still being written, as far as its last whole sentence: what it cites is said, and its text
 * is not over. Null while there is no such sentence, or one of them has an address in it: an address may lead
 * anywhere, so nobody is shown one before the whole answer was verified.
 *
 * @param json what a model has written so far of a draft
 */
export function readPartialDraft(json: string): WrittenDraft | null {
  const draft = readDraft(valueIn(json))
  if (draft?.action !== 'answer' || draft.citations.length === 0) return null
  // The last one may go on.
  const whole = sentencesOf(draft.text).at(-2)
  const text = whole ? draft.text.slice(0, whole.end) : ''
  const { urls, emails } = addressesIn(text)
  return text === '' || urls.length > 0 || emails.length > 0 ? null : { ...draft, text }
}

/** The value that a beginning of JSON is when it is ended here; undefined where it cannot be. */
function valueIn(json: string): unknown {
  const open: string[] = []
  let isText = false
  for (let at = 0; at < json.length; at++) {
    const sign = json[at] ?? ''
    if (isText && sign === '\\') at++
    else if (sign === '"') isText = !isText
    else if (!isText && (sign === '{' || sign === '[')) open.push(sign === '{' ? '}' : ']')
    else if (!isText && (sign === '}' || sign === ']')) open.pop()
  }
  // Half an escape says nothing yet.
  const kept = isText ? json.replace(/\\(?:u[\da-f]{0,3})?$/i, '') : json
  try {
    return JSON.parse(kept + (isText ? '"' : '') + open.reverse().join(''))
  } catch {
    return undefined
  }
}
