/**
 * The reviewed lists that the isolation test starts from. They are written here a second time, apart from
 * the code that grants and migrates, so that a slip there does not excuse itself. A table that is on none
 * of them is org plane and has to keep all of its rules.
 */

export const GLOBAL_TABLES = [
  ...['org', 'meta_app', 'directory', 'login_org', 'node', 'migration'],
  ...['deletion_request', 'deletion_part', 'installation_models'],
]

export const INGRESS_TABLES = ['webhook_event', 'webhook_pending', 'webhook_quarantine']

/** Tables of the global plane that the server's role has no business with. */
export const MIGRATOR_TABLES = ['migration']

export const SCHEMAS = ['public', 'auth']

export const APP_ROLE = 'hilo_app'
export const INGRESS_ROLE = 'hilo_ingress'

/** The functions that run with their owner's rights, and exactly what each gives out. */
export const DEFINER_FUNCTIONS = [
  { signature: 'due(uuid[],integer)', result: 'TABLE(kind text, org_id uuid, id uuid)' },
]

/** What `using` and `with check` of every org-owned table say, as PostgreSQL prints it. */
export const ORG_CONDITION = "(org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)"

/** A list of texts as an SQL array. */
export function sqlArray(values: readonly string[]): string {
  return `array[${values.map(sqlText).join(', ')}]::text[]`
}

export function sqlText(value: string): string {
  return `'${value.replaceAll("'", "''")}'`
}
