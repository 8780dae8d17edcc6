import { api } from '@hilo/protocol'
import { expect, test } from 'vitest'
import { type Desk, openDesk } from '../../testing/desk.ts'
import { startWithSimulators } from '../../testing/simulators.ts'

const { simulators, server } = await startWithSimulators()
const patient = { timeout: 60_000, interval: 100 }

/** Another contact of the same business writes. */
async function aStranger(
  desk: Desk,
): Promise<{ say(text: string): Promise<void>; heard(): Promise<number> }> {
  const { id: personId } = await simulators.whatsapp.addPerson({ name: 'Somebody' })
  const at = { personId, phoneNumberId: desk.number.account }
  return {
    say: async (text) => void (await simulators.whatsapp.say({ ...at, text })),
    heard: async () =>
      (await simulators.whatsapp.messages(at)).filter(({ direction }) => direction === 'out').length,
  }
}

test('code that crashes for everybody is paused; people get its new runs at once, until it is started', {
  timeout: 120_000,
}, async () => {
  const desk = await openDesk(server, {
    simulators,
    code: "if ((await chat.ask()) === 'crash') process.exit(3); await chat.say('Well.')",
  })
  const admin = await server.signIn(desk.number.orgId, { role: 'admin' })
  const { backends } = await admin.call(api.listBackends)
  const name = backends[0]?.name ?? ''
  const pause = async () => (await admin.call(api.listVersions, { params: { name } })).versions[0]?.pause
  expect(await pause()).toBeNull()

  for (let contacts = 0; contacts < 3; contacts++) {
    const stranger = await aStranger(desk)
    await stranger.say('crash')
    await expect.poll(stranger.heard, patient).toBe(1)
  }
  expect(await pause()).toMatchObject({ reason: expect.stringMatching(/ended 3 times .* in 3 runs/) })

  await desk.say('Hi')
  await expect.poll(desk.phone, patient).toEqual([expect.stringMatching(/Something went wrong on our side/)])
  const conversation = await desk.conversation()
  expect(conversation).toMatchObject({ holder: 'human' })
  expect(conversation.handoffReason).toMatch(/This version is paused\. Its process ended/)

  const versionId = (await admin.call(api.listVersions, { params: { name } })).versions[0]?.id
  await admin.call(api.startVersion, { params: { name, versionId } })
  expect(await pause()).toBeNull()
  const stranger = await aStranger(desk)
  await stranger.say('Hi')
  await expect.poll(stranger.heard, patient).toBe(1)
  const { conversations } = await admin.call(api.listConversations, { query: { status: 'all' } })
  expect(conversations).toContainEqual(expect.objectContaining({ holder: 'nobody' }))
})
