import { z } from 'zod'
import { Content } from './content.ts'

/** Where the state stands that a generation begins with; calls are numbered from `0001` on. */
export const BEGIN_POSITION = '0000'

/**
 * One recorded fact of a run. `position` is assigned by the replay when the call is made: four digits a
 * level, joined by dots (`0007`, later `0007.0002`), so that text order is journal order. What happens inside
 * one call (a retry, a prompt, the answer, the waking) is a level below it, so a call keeps its position
 * whatever the contact does. `messageIds` has all messages of a burst, `messageId` its last. A lost turn may
 * leave a gap: a step is recorded at once, with the messages that led to it, the other calls before it with
 * the turn.
 */
export const JournalEntry = z.object({
  position: z.string().regex(/^\d{4}(\.\d{4})*$/),
  kind: z.enum([
    'say', // value: null; the message is in `content`
    // A prompt went out (or none, for `ask()`); value: { dueAt: ms | null, wants? }, where `wants` is what it
    // waits for instead of words: 'media', 'location', 'phone', 'form' or 'order'.
    'ask',
    'choose', // the same, for a choice; value: { dueAt, choices: Choice[] }
    'retry', // the answer was not accepted; value: { messageId, messageIds? }; the retry text is in `content`
    'prompt', // the prompt again, after a hand-back
    'answer', // value: { messageId, messageIds?, answer }; for a choice { messageId, choice: id, title }
    'timeout', // the wait's time ran out
    'step', // value: { ok: result } or { error: { name, message, terminal, stack? } }
    'ai', // what a model read; name: the call of `chat.ai`; value: { ok } or { error: { message, fault } }
    'all', // several steps at once, which are a level below; name: theirs, joined; value: null
    'sleep', // value: { until: ms }
    'woke',
    'tag', // name: the tag
    'untag',
    'note', // value: { text }
    'assign', // name: the member's address; value: { memberId } (null: to nobody) or { error }
    'contact', // value: { before: ContactTraits, set: ContactChanges }
    'opt_in', // name: the purpose; value: { text, version }: the words agreed to, and their name or null
    'opt_out',
    'handoff', // value: { reason, summary }
    'resumed', // people handed the conversation back
    'now', // value: ms
    'random', // value: number
    'uuid', // value: string
    'end', // value: { outcome }
    'checkpoint', // the last of a generation; value: null
    'state', // the first of the next, at `0000`; value: { state, restarts, messages, hasAsked, handled }
    // A declared word, not an answer; name: the interrupt's; value: { messageId, seq, heard, outwards? }.
    // `outwards` counts the callers up to the one whose word it is.
    'interrupt',
    'patched', // new code was reached first, at `0000.` and its number; name: the patch's; value: null
    'cancel', // at `9999`, the undoing below it; value: { reason }
    'call', // another micro-backend has the conversation; name: its own; value: { input }
    'returned', // it has ended; value: Returned
  ]),
  /** What the author called it: a step's name, a question's first words. Compared on replay for `step`, `ai`, `all` and `call`. */
  name: z.string(),
  value: z.unknown(),
  /** What the contact sees because of this entry; becomes a message in the turn's transaction. */
  content: Content.optional(),
  startedAt: z.number().optional(),
  durationMs: z.number().optional(),
  attempts: z.number().int().optional(),
})
export type JournalEntry = z.infer<typeof JournalEntry>
