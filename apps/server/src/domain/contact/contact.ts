import type { Address, ChannelType, ContactSnapshot, Id } from '@hilo/protocol'

/** What is known of a contact beyond the addresses. Stored as content. */
export type Profile = { name?: string; locale?: string }

/** The contact as a micro-backend sees it. A phone number is present only when the channel gave one. */
export function snapshotOf(
  contactId: Id,
  profile: Profile,
  { channel, addresses, locale }: { channel: ChannelType; addresses: readonly Address[]; locale: string },
): ContactSnapshot {
  return {
    id: contactId,
    name: profile.name ?? null,
    locale: profile.locale ?? locale,
    channel,
    phone: addresses.find(({ kind }) => kind === 'wa_id')?.value ?? null,
  }
}
