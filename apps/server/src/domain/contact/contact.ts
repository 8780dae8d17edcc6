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
  /** The name in the address book of the business's own phone. */
  bookName?: string
  attributes?: Record<string, Attribute>
}

/** Takes over the name that a contact goes by on the platform; one that was given to them stays in front. */
export function withPlatformName(profile: Profile, name: string): Profile {
  const isGiven = profile.platformName !== undefined || profile.bookName !== undefined
  return isGiven ? { ...profile, platformName: name } : { ...profile, name }
}

/** The address book's name stands before the platform's, and behind one that a micro-backend gave. */
export function withBookName(profile: Profile, bookName: string): Profile {
  const { name, platformName } = profile
  const isGivenByCode = platformName !== undefined && name !== platformName && name !== profile.bookName
  if (isGivenByCode) return { ...profile, bookName }
  const known = platformName ?? (name === profile.bookName ? undefined : name)
  return { ...profile, name: bookName, bookName, ...(known === undefined ? {} : { platformName: known }) }
}

/** Whom the address book has no longer: the platform's name is shown again. */
export function withoutBookName({ bookName, ...profile }: Profile): Profile {
  if (bookName === undefined || profile.name !== bookName) return profile
  const { name: _, platformName, ...rest } = profile
  return platformName === undefined ? rest : { ...rest, name: platformName }
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
    ...(profile.bookName === undefined ? {} : { bookName: profile.bookName }),
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
