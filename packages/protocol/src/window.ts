import { z } from 'zod'

/**
 * What a contact did that allows free-form replies for a time: the whole list. `ad`: came by an advertisement
 * with a message; `story`: answered or mentioned the business's story; `button`: pressed one, of a message or
 * a menu; `link`: came by a link; `plugin`: allowed messages on a web site.
 */
export const WindowOpening = z.enum(['message', 'ad', 'story', 'button', 'reaction', 'link', 'plugin'])
export type WindowOpening = z.infer<typeof WindowOpening>
