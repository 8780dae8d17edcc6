import { ADMIN_URL_VARIABLE, testServer } from './postgres.ts'

/** Runs once before the first test file and hands the server's address down through the environment. */
export default async function setup(): Promise<() => Promise<void>> {
  const server = await testServer()
  process.env[ADMIN_URL_VARIABLE] = server.adminUrl
  return server.stop
}
