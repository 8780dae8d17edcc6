import { expect, test } from 'vitest'
import { createMemory } from '../storage.ts'
import { openOutbox } from './outbox.ts'

const text = (words: string) => ({ type: 'text' as const, text: words })
const wordsIn = (outbox: ReturnType<typeof openOutbox>) =>
  outbox.all().map(({ content }) => content.type === 'text' && content.text)

test('what was written is still there, in order, after the page was loaded again', () => {
  const storage = createMemory()
  const before = openOutbox(storage, 'key')
  for (let number = 0; number < 20; number++) before.add(text(`${number}`))

  const after = openOutbox(storage, 'key')

  expect(wordsIn(after)).toEqual(Array.from({ length: 20 }, (_, number) => `${number}`))
  expect(after.all()).toEqual(before.all())
})

test('two tabs that write at once keep both messages, each with its own client id', () => {
  const storage = createMemory()
  const [one, two] = [openOutbox(storage, 'key'), openOutbox(storage, 'key')]

  const ids = [one.add(text('one')).clientId, two.add(text('two')).clientId]

  expect(wordsIn(one)).toEqual(['one', 'two'])
  expect(new Set(ids).size).toBe(2)
  for (const id of ids) expect(id.length).toBeGreaterThanOrEqual(8)
})

test('a refused message keeps its reason and its client id until it is tried again', () => {
  const storage = createMemory()
  const outbox = openOutbox(storage, 'key')
  const { clientId } = outbox.add(text('too fast'))

  outbox.fail(clientId, 'too_many_requests')
  expect(openOutbox(storage, 'key').all()).toMatchObject([{ clientId, failure: 'too_many_requests' }])

  outbox.retry(clientId)
  expect(outbox.all()).toMatchObject([{ clientId, content: text('too fast') }])
  expect(outbox.all()[0]?.failure).toBeUndefined()
})

test('a stored message leaves, and a second answer for it changes nothing', () => {
  const outbox = openOutbox(createMemory(), 'key')
  const { clientId } = outbox.add(text('one'))
  outbox.add(text('two'))

  outbox.remove(clientId)
  outbox.remove(clientId)
  outbox.fail(clientId, 'late')

  expect(wordsIn(outbox)).toEqual(['two'])
})

test('the widgets of two businesses on one origin do not see each other', () => {
  const storage = createMemory()
  openOutbox(storage, 'key-a').add(text('for a'))

  expect(openOutbox(storage, 'key-b').all()).toEqual([])
})

test('a storage that is full loses nothing while the page lives', () => {
  const full = {
    ...createMemory(),
    setItem() {
      throw new DOMException('The quota has been exceeded.', 'QuotaExceededError')
    },
  }
  const outbox = openOutbox(full, 'key')

  const { clientId } = outbox.add(text('kept'))
  expect(wordsIn(outbox)).toEqual(['kept'])

  outbox.remove(clientId)
  expect(outbox.all()).toEqual([])
})

test('an entry that cannot be read is passed over', () => {
  const storage = createMemory()
  storage.setItem('hilo:key:out:1', '{"clientId":')
  storage.setItem('hilo:key:out:2', 'null')

  expect(openOutbox(storage, 'key').all()).toEqual([])
})
