import type { Id } from '@hilo/protocol'

/**
 * A state that a connection can be in when a statement arrives. `before` is what happened on the connection
 * earlier; `set` opens the attempt. Contexts that lead to no org must show no row of any.
 */
export type Context = { name: string; before: string[]; set: string; isRight: boolean }

/**
 * Every context that the connection of the org `self` could get into, with `other` as the org it is after.
 */
export function contextsOf(self: Id, { other, stranger }: { other: Id; stranger: Id }): Context[] {
  const as = (value: string) => `set local app.org_id = '${value}'`
  const wrong = (name: string, set: string, before: string[] = []) => ({ name, before, set, isRight: false })
  return [
    { name: 'right', before: [], set: as(self), isRight: true },
    wrong('none', ''),
    wrong('empty', as('')),
    wrong('no uuid', as('everyone')),
    wrong('a uuid and more', as(`${other} or true`)),
    wrong('a quote', as(`${other}'' or ''1''=''1`)),
    wrong('an org without rows', as(stranger)),
    wrong('left by a commit', '', ['begin', as(other), 'commit']),
    wrong('left by a rollback', '', ['begin', as(other), 'rollback']),
    wrong('left by an error', '', ['begin', as(other), 'select 1 / 0', 'rollback']),
  ]
}
