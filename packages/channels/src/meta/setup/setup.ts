/** The public list of this folder: connecting an account asks by it, and reads what comes back. */
export { isTokenRefused, readSetup, type SetupAnswer } from './answer.ts'
export type { AppCredentials, SetupObject, SetupPlace, Subscribed } from './requests.ts'
export * as setupRequests from './requests.ts'
export { SUBSCRIBED_FIELDS } from './requests.ts'
export * as setupShapes from './shapes.ts'
