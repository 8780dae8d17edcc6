import { reportStatus } from './report-status.ts'
import { chatOf, type WhatsApp } from './world.ts'
import { numberOf, personOf } from './write-message.ts'

/**
 * The person looks at the chat: what was delivered becomes read at once, what was not becomes read when it
 * is. Looking twice says nothing twice.
 */
export function look(world: WhatsApp, at: { personId: string; phoneNumberId?: string | undefined }): void {
  const person = personOf(world, at.personId)
  const number = numberOf(world, at.phoneNumberId)
  for (const message of chatOf(world, number.phoneNumberId, person.id).messages) {
    if (message.direction === 'in' || message.isSeen || message.type === 'reaction') continue
    message.isSeen = true
    if (message.status === 'delivered') reportStatus(world, message, { status: 'read' })
  }
}
