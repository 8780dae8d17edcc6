import { evaluate } from './evaluate.ts'
import { measureLanguage } from './measure-language.ts'

/** `npm run eval:lang`: how well the language of a message is told. */
evaluate({ split: 'dev' }, measureLanguage)
