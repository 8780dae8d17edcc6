import type { Actor, Id } from '@hilo/protocol'

/** Who does something: a member, or a program with an API key. Both are null for the installation itself. */
export type ActorIds = { memberId: Id | null; apiKeyId: Id | null }

export const NOBODY: ActorIds = { memberId: null, apiKeyId: null }

export type ActorRow = { memberName: string | null; apiKeyName: string | null }

/** The columns and joins that name the actor of a row whose alias is given. */
export function actorSql(row: string): { columns: string; joins: string } {
  return {
    columns: `${row}_m.name as "memberName", ${row}_k.name as "apiKeyName"`,
    joins: `
      left join member ${row}_m on ${row}_m.org_id = ${row}.org_id and ${row}_m.id = ${row}.member_id
      left join api_key ${row}_k on ${row}_k.org_id = ${row}.org_id and ${row}_k.id = ${row}.api_key_id`,
  }
}

export function toActor({ memberName, apiKeyName }: ActorRow): Actor | null {
  if (apiKeyName !== null) return { kind: 'api_key', name: apiKeyName }
  return memberName === null ? null : { kind: 'member', name: memberName }
}
