/**
 * States that the thing of a contact may be in, a row each, in English, Spanish and Portuguese, folded:
 * services say them in one language, and answers in another. A star stands for the endings of the gender and
 * number, a line for a space. What is in one row is the same to a contact.
 */
const ROWS = `
  shipped dispatched sent_out on_its_way on_the_way in_transit enviad* despachad* en_camino en_transito
    a_caminho em_transito expedid*
  delivered entregad* entregue entregues
  cancelled canceled voided cancelad* anulad*
  confirmed confirmad*
  pending pendiente pendientes pendente pendentes
  paid pagad* pago paga pagos pagas
  refunded reimbursed reembolsad* reintegrad* estornad*
  approved aprobad* aprovad*
  rejected declined denied rechazad* denegad* recusad* negad* reprovad*
  received recibid* recebid*
  scheduled agendad* programad* marcad*
  booked reserved reservad*
  completed complete finished completad* completo completa finalizad* terminad* concluid*
  processed procesad* processad*
  available disponible disponibles disponivel disponiveis in_stock en_stock em_estoque
  active activated activ* activad* ativ* ativad*
  blocked suspended bloquead* suspendid* suspens*
  expired overdue vencid* expirad* caducad*
  ready list* pront*
  open abiert* abert*
  closed cerrad* fechad*
  failed fallid* fallo falhou
  verified verificad*`

/** The words of each state. */
const STATES: readonly (readonly string[])[] = ROWS.trim()
  .replaceAll(/\n {4}/g, ' ')
  .split('\n')
  .map((row) => row.trim().split(/\s+/))

/** Each state as a part of a pattern. */
const PATTERNS = STATES.map((words) => {
  const ways = words.map((word) => word.replaceAll('_', String.raw`\s+`).replace('*', '(?:o|a|os|as)'))
  return `(?:${ways.join('|')})`
})

/** How a state is found in folded words; what has to stand before it and after it. */
export function statePatterns(before: string, after = ''): RegExp[] {
  return PATTERNS.map((state) => new RegExp(String.raw`(?<!\p{L})${before}${state}(?!\p{L})${after}`, 'u'))
}

/** What a state is called, in plain words of all languages. */
export function wordsOfState(state: number): string {
  return (STATES[state] ?? []).join(' ').replaceAll('_', ' ').replaceAll('*', 'o')
}

/** A date that is still to come makes it so: what is scheduled for tomorrow is scheduled. */
export function isAhead(state: number): boolean {
  return ['scheduled', 'booked'].some((word) => STATES[state]?.includes(word))
}
