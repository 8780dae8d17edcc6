import { type AppChoice, chosenApp } from '../meta/app.ts'
import { addHelloWorld } from './manage-templates.ts'
import type { BusinessNumber, WhatsApp } from './world.ts'

export type NewNumber = AppChoice & {
  phoneNumberId: string
  displayPhoneNumber: string
  verifiedName?: string | undefined
  wabaId: string
  accessToken: string
}

/**
 * Connects a business number. Registering a known one again changes it, so a server may do it at every start.
 *
 * @throws AppError `invalid_request` when its webhook refuses the handshake or no app is given.
 */
export async function registerNumber(world: WhatsApp, input: NewNumber): Promise<BusinessNumber> {
  const app = await chosenApp(world, input, input.webhookUrl ?? '')
  const number: BusinessNumber = {
    phoneNumberId: input.phoneNumberId,
    displayPhoneNumber: input.displayPhoneNumber,
    verifiedName: input.verifiedName ?? input.displayPhoneNumber,
    wabaId: input.wabaId,
    accessToken: input.accessToken,
    appId: app.id,
  }
  world.numbers.set(number.phoneNumberId, number)
  world.unsubscribed.delete(number.wabaId)
  if (!world.templates.some((template) => template.wabaId === number.wabaId)) {
    addHelloWorld(world, number.wabaId)
  }
  world.state.changed()
  return number
}
