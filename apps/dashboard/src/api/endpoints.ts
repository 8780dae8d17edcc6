import { api } from '@hilo/protocol'

/**
 * Every endpoint, typed by its contract. The build keeps only method and path of each (see
 * `vite.config.ts`): the schemas serve the types here, and checking is the server's work.
 */
export const endpoints = api
