/** Code that lives elsewhere, for the command line, which has nothing else of a host. */
export { describeRemote } from './describe-remote.ts'
export { playDry } from './play-dry.ts'
export type { Remote } from './post.ts'
export { reachRemote } from './reach.ts'
