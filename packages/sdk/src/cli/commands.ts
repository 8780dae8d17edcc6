import type { Command } from './command.ts'
import { chat } from './conversation/chat.ts'
import { dev } from './conversation/dev.ts'
import { init } from './project/init.ts'
import { test } from './project/test.ts'
import { replay } from './replay/replay.ts'

/** Every command, in the order of the help. */
export const COMMANDS = [init, test, chat, dev, replay] as unknown as readonly Command[]
