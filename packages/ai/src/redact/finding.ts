/** What must not leave the house, and where it stands. */
export type Finding = { readonly kind: SecretKind; readonly start: number; readonly end: number }

export type SecretKind = (typeof SECRET_KINDS)[number]

export const SECRET_KINDS = ['key', 'password', 'account', 'card', 'tax_id', 'id', 'email'] as const
