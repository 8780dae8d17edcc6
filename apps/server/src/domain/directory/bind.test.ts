import { newId } from '@hilo/protocol'
import { expect, test } from 'vitest'
import { testDatabase } from '../../testing/database.ts'
import { anInbox, anOrg } from '../../testing/factories.ts'
import { bindAccount } from './bind.ts'
import { createDirectory } from './find.ts'

const { db } = await testDatabase()

async function anAccount() {
  const orgId = await anOrg(db)
  const inbox = await anInbox(db, orgId)
  return { appId: newId(), account: newId(), channel: 'whatsapp' as const, orgId, inboxId: inbox.id }
}

test('an account is found by the app it is bound to, and by no other', async () => {
  const account = await anAccount()
  await bindAccount(db.global, account)
  const find = createDirectory(db.global)

  expect(await find(account.appId, account.account)).toEqual({
    orgId: account.orgId,
    inboxId: account.inboxId,
    channel: 'whatsapp',
  })
  expect(await find(newId(), account.account)).toBeNull()
  expect(await find(account.appId, newId())).toBeNull()
})

test('an account that belongs to an inbox goes to no other', async () => {
  const [owner, thief] = [await anAccount(), await anAccount()]
  await bindAccount(db.global, owner)
  const { appId, account } = owner

  await expect(bindAccount(db.global, { ...thief, appId, account })).rejects.toMatchObject({
    code: 'conflict',
  })
  await expect(bindAccount(db.global, owner)).resolves.toBeUndefined()

  expect(await createDirectory(db.global)(appId, account)).toMatchObject({ orgId: owner.orgId })
})

test('an app and an account are not confused when they are written together', async () => {
  const account = await anAccount()
  await bindAccount(db.global, { ...account, appId: 'a', account: 'bc' })
  const find = createDirectory(db.global)

  expect(await find('a', 'bc')).not.toBeNull()
  expect(await find('ab', 'c')).toBeNull()
})
