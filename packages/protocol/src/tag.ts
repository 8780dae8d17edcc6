/** Short words on conversations. Without a schema: pages have it too. */

/** How many an org may have; those that a micro-backend puts are not refused. */
export const TAGS_MAX = 300
export const CONVERSATION_TAGS_MAX = 20
export const TAG_LENGTH_MAX = 60
