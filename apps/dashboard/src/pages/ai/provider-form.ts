import type { AiProvider, AiProviderKind } from '@hilo/protocol'

/** A provider as it is typed. */
export type Typed = {
  name: string
  kind: AiProviderKind
  baseUrl: string
  model: string
  embeddingModel: string
  key: string
  /** It is to be used as soon as it answers. */
  isWanted: boolean
}

export type TypedProblem =
  | 'name_form'
  | 'name_taken'
  | 'url_missing'
  | 'url_form'
  | 'model_missing'
  | 'key_missing'
  | 'key_again'

type Known = { provider: AiProvider | null; names: readonly string[] }

/** What the server would refuse, by the field where that is said. */
export function problemsOf(
  typed: Typed,
  { provider, names }: Known,
): Partial<Record<keyof Typed, TypedProblem>> {
  const { name, kind, baseUrl, model, key } = typed
  const problems: Partial<Record<keyof Typed, TypedProblem>> = {}
  if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(name)) problems.name = 'name_form'
  else if (!provider && names.includes(name)) problems.name = 'name_taken'
  if (kind === 'compatible') {
    if (baseUrl.trim() === '') problems.baseUrl = 'url_missing'
    else if (!isPlain(baseUrl.trim())) problems.baseUrl = 'url_form'
  }
  if (kind !== 'installation' && model.trim() === '') problems.model = 'model_missing'
  const keyProblem = key === '' ? keyProblemOf(typed, provider) : null
  if (keyProblem) problems.key = keyProblem
  return problems
}

/** A key is sent to no other address than the one it was given for. */
function keyProblemOf({ kind, baseUrl }: Typed, provider: AiProvider | null): TypedProblem | null {
  const isSet = provider?.isKeySet ?? false
  if (kind === 'openai' && !isSet) return 'key_missing'
  const address = kind === 'compatible' ? baseUrl.trim() : null
  const isMoved = provider?.kind !== kind || (provider.baseUrl ?? null) !== address
  return isSet && isMoved && kind !== 'installation' ? 'key_again' : null
}

function isPlain(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, username, password, search, hash } = new URL(url)
  return /^https?:$/.test(protocol) && username + password + search + hash === ''
}
