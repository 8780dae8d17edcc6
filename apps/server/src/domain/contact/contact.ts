import {
  type Address,
  type Attribute,
  type ChannelType,
  type ContactChanges,
  type ContactSnapshot,
  changeContact,
  type Id,
} from '@hilo/protocol'

/** What is known of a contact beyond the addresses. Stored as content. */
export type Profile = {
  name?: string
  locale?: string
  /** The name that the platform gives, where a micro-backend has given another. */
  platformName?: string
  attributes?: Record<string, Attribute>
}

/** Takes over the name that a contact goes by on the platform; one given by a micro-backend stays in front. */
export function withPlatformName(profile: Profile, name: string): Profile {
  return profile.platformName === undefined ? { ...profile, name } : { ...profile, platformName: name }
}

/** The name that the platform gave last. */
export function platformNameOf({ name, platformName }: Profile): string | undefined {
  return platformName ?? name
}

/** A profile after the changes of a micro-backend. A name that is taken away leaves the platform's. */
export function changeProfile(profile: Profile, changes: ContactChanges): Profile {
  const before = {
    name: profile.name ?? null,
    locale: profile.locale ?? null,
    attributes: profile.attributes ?? {},
  }
  const { name, locale, attributes } = changeContact(before, changes)
  const platformName = platformNameOf(profile)
  const shown = name ?? platformName
  return {
    ...(shown === undefined ? {} : { name: shown }),
    ...(locale === null ? {} : { locale }),
    ...(platformName === undefined || platformName === shown ? {} : { platformName }),
    ...(Object.keys(attributes).length === 0 ? {} : { attributes }),
  }
}

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
    attributes: profile.attributes ?? {},
  }
}
