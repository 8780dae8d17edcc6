import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { fetchAgain } from './query-client.ts'

const KEY = ['runs']

test('a change during a fetch lets it finish, and one more follows however often it changed', async () => {
  const client = new QueryClient()
  const fetches: { answer: (value: string) => void; signal: AbortSignal }[] = []
  const observer = new QueryObserver(client, {
    queryKey: KEY,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) => new Promise<string>((answer) => fetches.push({ answer, signal })),
  })
  const stop = observer.subscribe(() => {})
  await expect.poll(() => fetches.length).toBe(1)
  fetches[0]?.answer('first')
  await expect.poll(() => client.isFetching()).toBe(0)

  const changes = [fetchAgain(KEY, client), fetchAgain(KEY, client), fetchAgain(KEY, client)]
  await expect.poll(() => fetches.length).toBe(2)
  fetches[1]?.answer('before the last change')
  await expect.poll(() => fetches.length).toBe(3)
  fetches[2]?.answer('after it')
  await Promise.all(changes)

  expect(client.getQueryData(KEY)).toBe('after it')
  expect(fetches.map(({ signal }) => signal.aborted)).toEqual([false, false, false])
  stop()
  client.clear()
})

test('a change during the very first fetch of a key is fetched as well', async () => {
  const client = new QueryClient()
  const answers: ((value: string) => void)[] = []
  const options = {
    queryKey: KEY,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => new Promise<string>((answer) => answers.push(answer)),
  }
  const stop = new QueryObserver(client, options).subscribe(() => {})
  await expect.poll(() => answers.length).toBe(1)

  const change = fetchAgain(KEY, client)
  answers[0]?.('read before the commit')
  await expect.poll(() => answers.length).toBe(2)
  answers[1]?.('read after it')
  await change

  expect(client.getQueryData(KEY)).toBe('read after it')
  stop()
  client.clear()
})

test('what nobody watches is stale after a change during its fetch, until it is shown', async () => {
  const client = new QueryClient()
  const answers: ((value: string) => void)[] = []
  const fetched = client.prefetchQuery({
    queryKey: KEY,
    queryFn: () => new Promise<string>((answer) => answers.push(answer)),
  })
  await expect.poll(() => answers.length).toBe(1)

  const change = fetchAgain(KEY, client)
  answers[0]?.('read before the commit')
  await Promise.all([fetched, change])

  expect(client.getQueryState(KEY)?.isInvalidated).toBe(true)
  client.clear()
})
