/**
 * The part of what an answer needs from which on an article is near enough to be named where none answers, to
 * a contact and to members alike. `npm run eval:near` measures it: lower, what is asked about something else
 * gets an article too; higher, the right one is left out.
 */
export const NEAR_SHARE = 0.5
