/** Words of one thing that is done, in English, Spanish and Portuguese. */
export type Deed = {
  /** As in the name of a tool that does it. */
  readonly named: RegExp
  /** As it is said to be done, to have been done by who writes, and to be about to be. */
  readonly participles: string
  readonly pasts: string
  readonly verbs: string
}

/** What may be done for a contact. Words are patterns, parted by spaces. */
export const DEEDS: readonly Deed[] = [
  {
    named: /cancel|anul|void|\bbaja/i,
    participles: `cancell?ed voided cancelad[oa]s? anulad[oa]s?`,
    pasts: `cancelé anulé cancelei anulei`,
    verbs: `cancel cancelar anular`,
  },
  {
    named: /book|reserv|schedul|agend|program|appoint|marca/i,
    participles: `
      booked reserved scheduled rescheduled reservad[oa]s? agendad[oa]s? programad[oa]s? marcad[oa]s?
      remarcad[oa]s?`,
    pasts: `reservé agendé programé reservei agendei marquei remarquei`,
    verbs: `book reserve schedule reschedule reservar agendar programar marcar remarcar`,
  },
  {
    named: /refund|reembols|reintegr|devol|devuel|return|credit|acredit|estorn/i,
    participles: `
      refunded credited reimbursed reembolsad[oa]s? reintegrad[oa]s? devuelt[oa]s? acreditad[oa]s?
      devolvid[oa]s? estornad[oa]s?`,
    pasts: `reembolsé reintegré devolví acredité reembolsei devolvi estornei`,
    verbs: `refund reimburse reembolsar reintegrar devolver acreditar estornar`,
  },
  {
    named: /send|sent|envi|mail|mand|forward|notif|avis|inform|contact|ship|dispatch|despach/i,
    participles: `
      sent e-?mailed forwarded notified informed shipped dispatched enviad[oa]s? mandad[oa]s?
      notificad[oa]s? avisad[oa]s? despachad[oa]s?`,
    pasts: `envié mandé notifiqué avisé informé despaché enviei mandei notifiquei avisei informei despachei`,
    verbs: `send e-?mail forward notify inform enviar mandar notificar avisar despachar enviarte avisarte`,
  },
  {
    named: /chang|updat|modif|actualiz|atualiz|cambi|alter|edit|correct|corrig|move|mud|guard|save|sched/i,
    participles: `
      changed updated modified corrected moved saved actualizad[oa]s? cambiad[oa]s? modificad[oa]s?
      corregid[oa]s? guardad[oa]s? alterad[oa]s? atualizad[oa]s? mudad[oa]s? corrigid[oa]s? salv[oa]s?`,
    pasts: `actualicé cambié modifiqué corregí guardé alterei atualizei mudei corrigi salvei`,
    verbs: `change update modify actualizar cambiar modificar corregir alterar atualizar mudar`,
  },
  {
    named: /creat|open|regist|crea|cria|abr|place|solicit|request|\badd|agreg|adicion|issue|emit|gener|gera/i,
    participles: `
      created registered requested placed added issued opened cread[oa]s? registrad[oa]s?
      solicitad[oa]s? agregad[oa]s? emitid[oa]s? generad[oa]s? criad[oa]s? adicionad[oa]s? gerad[oa]s?`,
    pasts: `
      creé registré solicité agregué emití generé abrí pedí criei registrei solicitei adicionei emiti
      gerei abri`,
    verbs: `
      create register request add issue open crear registrar solicitar agregar emitir generar criar
      adicionar gerar`,
  },
  {
    named: /confirm|approv|aprob|aprov|process|proces|appl|aplic|activ|ativ|deliver|entreg/i,
    participles: `
      confirmed approved processed applied activated confirmad[oa]s? aprobad[oa]s? procesad[oa]s?
      aplicad[oa]s? activad[oa]s? aprovad[oa]s? processad[oa]s? ativad[oa]s?`,
    pasts: `confirmé aprobé procesé apliqué activé confirmei aprovei processei apliquei ativei`,
    verbs: `
      confirm approve process apply activate confirmar aprobar procesar aplicar activar aprovar
      processar ativar`,
  },
  {
    named: /delet|remov|elimin|borr|remov|exclu|apag|block|bloque|unsubscri/i,
    participles: `
      deleted removed blocked unsubscribed eliminad[oa]s? borrad[oa]s? bloquead[oa]s? removid[oa]s?
      excluíd[oa]s? apagad[oa]s?`,
    pasts: `eliminé borré bloqueé removí removi excluí apaguei bloqueei`,
    verbs: `delete remove block unsubscribe eliminar borrar bloquear remover excluir apagar`,
  },
  {
    named: /pay|paid|charg|cobr|pag|bill/i,
    participles: `charged paid cobrad[oa]s? pagad[oa]s? pag[oa]s?`,
    pasts: `cobré pagué cobrei paguei`,
    verbs: `charge pay cobrar pagar`,
  },
]
