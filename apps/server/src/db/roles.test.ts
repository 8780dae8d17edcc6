import { randomBytes } from 'node:crypto'
import { afterAll, describe, expect, test } from 'vitest'
import { testDatabase } from '../testing/database.ts'
import { newRolePasswords, refuseRole } from './roles.ts'

const { urls, connect } = await testDatabase()
const admin = await connect()
const made: string[] = []

// Roles belong to the server, not to the database, and would outlive it.
afterAll(async () => {
  for (const role of made) await admin.query(`drop owned by ${role}; drop role ${role}`)
})

describe('the server does not run as a role that', () => {
  test('is a superuser', async () => {
    const role = await aRole('superuser')

    expect(await refuseRole(urlAs(role))).toMatch(`${role} is or can become a superuser`)
  })

  test('may bypass row-level security', async () => {
    const role = await aRole('bypassrls')

    expect(await refuseRole(urlAs(role))).toMatch(`${role} may bypass row-level security`)
  })

  test('owns a table', async () => {
    expect(await refuseRole(urls.migrator)).toMatch(
      /hilo_migrator owns the table \w+\. Let another role migrate/,
    )
  })

  test('can become the owner of the tables', async () => {
    const role = await aRole('noinherit')
    await admin.query(`grant hilo_migrator to ${role}`)

    expect(await refuseRole(urlAs(role))).toMatch('owns the table')
  })

  test.each([
    ['a superuser', 'superuser', 'is or can become a superuser'],
    ['a role that may bypass row-level security', 'bypassrls', 'may bypass row-level security'],
  ])('can become %s', async (_whom, rights, reason) => {
    const role = await aRole('noinherit')
    await admin.query(`grant ${await aRole(rights)} to ${role}`)

    expect(await refuseRole(urlAs(role))).toMatch(reason)
  })
})

test('the roles of the server are accepted', async () => {
  expect(await refuseRole(urls.app)).toBeNull()
  expect(await refuseRole(urls.ingress)).toBeNull()
})

test('passwords are long and never the same', () => {
  const all = [newRolePasswords(), newRolePasswords()].flatMap((passwords) => Object.values(passwords))

  expect(new Set(all).size).toBe(6)
  for (const password of all) expect(password.length).toBeGreaterThanOrEqual(32)
})

async function aRole(rights: string): Promise<string> {
  const role = `hilo_test_${randomBytes(6).toString('hex')}`
  await admin.query(`create role ${role} login ${rights} password 'test'`)
  made.push(role)
  return role
}

function urlAs(role: string): string {
  const url = new URL(urls.app)
  url.username = role
  return url.toString()
}
