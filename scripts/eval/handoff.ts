import { evaluate } from './evaluate.ts'
import { measureHandoff } from './measure-handoff.ts'

/** `npm run eval:handoff`: how well it is told that a contact asks for a person. */
evaluate({ split: 'held' }, measureHandoff)
