import { openDetector, openRedactor } from '@hilo/ai'
import { newId } from '@hilo/protocol'
import { expect, test } from 'vitest'
import { plainInstructions } from '../testing/plain-instructions.ts'
import type { Shown } from './check-draft.ts'
import type { Prepared } from './prepare.ts'
import { openDraftPreview } from './preview-draft.ts'

const detect = await openDetector()
const BODY = 'Shipping takes 3 business days and costs $12.50. Orders over $100 ship free.'
const passage: Shown = {
  id: 'p1',
  chunk: {
    ...{
      chunkId: newId(),
      articleId: newId(),
      version: 1,
      kind: 'faq',
      audience: 'public',
      language: 'en',
      isCalled: false,
    },
    ...{ title: 'Shipping', headings: [], start: 0, end: BODY.length, text: BODY, score: 1, evidence: 1 },
    ...{ signals: { title: 1, body: 1, trigram: 1, alternate: 0 }, threshold: 0.5, foundBy: 'en' },
  },
}

/** Writes a draft sign by sign, and gives what was shown of it, one after the other. */
function write(text: string, flags: Prepared['flags'] = []) {
  const told: string[] = []
  const request = { instructions: plainInstructions('en'), onText: (text: string) => told.push(text) }
  const work = { detect, redactor: openRedactor(), request, linkHosts: [] }
  const preview = openDraftPreview(work, { language: 'en', flags }, [passage])
  const draft = { action: 'answer', reason: 'none', citations: [{ id: 'p1', quote: 'Shipping' }], text }
  const json = JSON.stringify(draft)
  for (let end = 1; end <= json.length; end++) preview.take(json.slice(0, end))
  return { told, preview }
}

test('what the source says is shown sentence by sentence, each only when it is whole', () => {
  expect(write('Shipping takes 3 business days. It costs $12.50. Orders over $100 ship free.').told).toEqual([
    'Shipping takes 3 business days.',
    'Shipping takes 3 business days. It costs $12.50.',
  ])
})

test('from what no source says on nothing is shown, and what was shown can be taken back', () => {
  const { told, preview } = write('Shipping takes 3 business days. It costs $99. Orders ship free. Bye.')

  expect(told).toEqual(['Shipping takes 3 business days.'])

  preview.takeBack()
  expect(told.at(-1)).toBe('')
})

test('to a message that seems to be written to a model nothing is shown before all of it is known', () => {
  expect(write('Shipping takes 3 business days. It costs $12.50. Bye.', ['override']).told).toEqual([])
})
