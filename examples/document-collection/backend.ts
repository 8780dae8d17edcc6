import { AskExhausted, AskTimeout, type Chat, defineBackend, StepError, z } from '@hilo/sdk'
import { type Fault, lookAt } from './picture.ts'
import { openRecord, putPicture, remove, SIDES, type Side } from './store.ts'
import { type Words, wordsFor } from './words.ts'

const DAY_MS = 86_400_000
const PHOTOS_MAX = 5

const config = z.object({
  documentsUrl: z.url().describe('The address of the store that keeps the pictures.'),
  keepDays: z.number().int().min(1).max(150).default(30).describe('After so many days they are deleted.'),
})

type Talk = Chat<z.output<typeof config>>

/** `before`: the picture of the other side, which this must not be again. */
type Wanted = { recordId: string; side: Side; before: { sha256: string } | null }

/**
 * Takes photos of both sides of an ID, says when they will be deleted, and deletes them on that day. Whoever
 * cancels, at any time until then, or stops on the way, has everything deleted at once. On WhatsApp the last
 * message reaches only who has written in the day before.
 */
export default defineBackend({
  name: 'document-collection',
  config,
  secrets: ['DOCUMENTS_TOKEN'],
  egress: ['*'],
  on: {
    human: true,
    cancel: { act: (chat) => chat.cancel('The contact cancelled.', { say: wordsFor(chat).cancelled }) },
  },
  async run(chat) {
    const words = wordsFor(chat)
    try {
      const { name, recordId } = await collect(chat, words)
      const deleteAt = new Date(chat.now().getTime() + chat.config.keepDays * DAY_MS)
      await chat.say(words.kept({ name, deleteAt }))
      await chat.sleepUntil(deleteAt)
      await chat.step('delete the pictures', async () => {
        for (const side of SIDES) await remove(storeOf(chat), recordId, side)
      })
      await chat.say(words.deleted)
      return chat.end('deleted')
    } catch (error) {
      return giveUp(chat, words, error)
    }
  },
})

/** Everything that is asked for, in the store. */
async function collect(chat: Talk, words: Words): Promise<{ name: string; recordId: string }> {
  const name = await chat.ask(words.name, PATIENCE)
  const idNumber = await chat.ask(words.idNumber, {
    as: z.string().transform(plain).pipe(z.string().regex(ID_NUMBER)),
    retry: words.idNumberAgain,
    ...PATIENCE,
  })
  const recordId = await chat.step(
    'open a record',
    (context) => openRecord(storeOf(chat), { name, idNumber }, context),
    { onUndo: (id) => remove(storeOf(chat), id) },
  )
  const front = await takePhoto(chat, words, { recordId, side: 'front', before: null })
  await takePhoto(chat, words, { recordId, side: 'back', before: front })
  return { name, recordId }
}

const PATIENCE = { timeout: '20 hours' }
const ID_NUMBER = /^(?=(?:.*\d){4})[A-Z0-9]{6,15}$/

/** "1.234.567-2" and "1234567-2" are one number. */
function plain(text: string): string {
  return text.replace(/[\s.\-/]/g, '').toUpperCase()
}

/** Asks for a side until there is a picture that can be read, and puts it into the store. */
async function takePhoto(
  chat: Talk,
  words: Words,
  { recordId, side, before }: Wanted,
): Promise<{ sha256: string }> {
  let question = words.side[side]
  for (let tries = 0; tries < PHOTOS_MAX; tries++) {
    const photo = await chat.media(question, { kinds: ['image'], retry: words.photoAgain, ...PATIENCE })
    // One step for both, so that the bytes are read once. What it gives back says nothing of the picture.
    const taken: { sha256: string } | { fault: Fault } = await chat.step(
      `keep the ${side}`,
      async () => {
        const bytes = await photo.bytes()
        const looked = lookAt(bytes, before)
        if ('fault' in looked) return looked
        await putPicture(storeOf(chat), { recordId, side, mimeType: looked.mimeType, bytes })
        return { sha256: looked.sha256 }
      },
      { onUndo: (kept) => 'sha256' in kept && remove(storeOf(chat), recordId, side) },
    )
    if ('sha256' in taken) return taken
    question = words.fault[taken.fault]
  }
  throw new AskExhausted(words.side[side], PHOTOS_MAX)
}

/** Leaves nothing behind, also where it was not the contact who wanted that. */
async function giveUp(chat: Talk, words: Words, error: unknown): Promise<never> {
  if (error instanceof AskTimeout) return chat.cancel('Stopped answering.', { say: words.abandoned })
  if (!(error instanceof StepError || error instanceof AskExhausted)) throw error
  await chat.say(words.person)
  await chat.handoff('Documents could not be taken.', { summary: error.message })
  return chat.cancel('Left to people.')
}

function storeOf(chat: Talk) {
  return { url: chat.config.documentsUrl, token: chat.secret('DOCUMENTS_TOKEN') }
}
