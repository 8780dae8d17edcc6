/** One message of a contact, and what became of it. Times are instants of `performance.now()`. */
export type Message = {
  readonly user: number
  /** The place among the messages of this contact. */
  readonly seq: number
  /**
   * When it was planned to be sent: a server that is late makes the generator late, and that is the server's
   * time.
   */
  readonly dueAt: number
  ackAt: number | null
  replyAt: number | null
  replies: number
}

/** A text that the server sends: to which contact, or null when it went to nobody who wrote. */
export type Reply = { user: number | null; text: string; at: number }

export type Verdict = {
  sent: number
  /** The server never said 200, so the platform still has them. */
  refused: number
  /** Acknowledged, and no reply came. */
  lost: number
  /** Replies that came again. */
  doubled: number
  /** First replies that came after the reply to a later message of the same contact. */
  reordered: number
  /** Replies to nobody, to the wrong person or to nothing that was said in this run. */
  strange: number
}

export type Judge = {
  write(user: number, dueAt: number): Message
  textOf(message: Message): string
  /** @returns the message that is answered for the first time, or null. */
  hear(reply: Reply): Message | null
  readonly messages: readonly Message[]
  verdict(): Verdict
}

const TOKEN = /#([a-z0-9]+) (\d+) (\d+)#/

/**
 * Keeps the books of one run: each message carries a token that its reply must contain, exactly one reply
 * must come to the contact who wrote it, and the replies to a contact must come in the order of the messages.
 * `opening` is how a reply must begin, where a micro-backend can say more than one thing.
 */
export function createJudge(run: string, opening = ''): Judge {
  const messages: Message[] = []
  const perUser = new Map<number, Message[]>()
  const lastReply = new Map<number, number>()
  const counts = { doubled: 0, reordered: 0, strange: 0 }

  function named({ user, text }: Reply): Message | undefined {
    const [, theirRun, theirUser, seq] = TOKEN.exec(text) ?? []
    if (user === null || theirRun !== run || Number(theirUser) !== user) return undefined
    if (!text.startsWith(opening)) return undefined
    return perUser.get(user)?.[Number(seq)]
  }

  return {
    messages,
    textOf: ({ user, seq }) => `hello #${run} ${user} ${seq}#`,
    write(user, dueAt) {
      const theirs = perUser.get(user) ?? []
      const message: Message = { user, seq: theirs.length, dueAt, ackAt: null, replyAt: null, replies: 0 }
      perUser.set(user, theirs)
      theirs.push(message)
      messages.push(message)
      return message
    },
    hear(reply) {
      const message = named(reply)
      if (!message) counts.strange++
      else if (message.replies++ > 0) counts.doubled++
      else {
        message.replyAt = reply.at
        const before = lastReply.get(message.user) ?? -1
        if (message.seq < before) counts.reordered++
        else lastReply.set(message.user, message.seq)
        return message
      }
      return null
    },
    verdict: () => ({
      sent: messages.length,
      refused: messages.filter(({ ackAt, replies }) => ackAt === null && replies === 0).length,
      lost: messages.filter(({ ackAt, replies }) => ackAt !== null && replies === 0).length,
      ...counts,
    }),
  }
}

/** What is wrong, in words for the table; an empty text when nothing is. */
export function faultsOf({ sent: _, ...counts }: Verdict): string {
  const faults = Object.entries(counts).filter(([, count]) => count > 0)
  return faults.map(([name, count]) => `${count} ${name}`).join(', ')
}
