import { evaluate } from './evaluate.ts'
import { measureInjection } from './measure-injection.ts'

/** `npm run eval:inject`: what the flags of injection see, and what they see wrongly. */
evaluate({ split: 'dev' }, (options) => {
  process.stdout.write(
    'Flags only. Whether untrusted text makes an answer call a tool or tell a secret is not measured yet.\n',
  )
  return measureInjection(options)
})
