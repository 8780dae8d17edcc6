import type { Cause } from '../cause.ts'

/**
 * Why a send on Messenger or Instagram can fail: what each cause means for the message, and a sentence for
 * the people who read it. `{name}` is the platform. Which error code has which cause is in `errors.ts`.
 */

const MINUTE = 60_000

export const CAUSES = {
  token: {
    consequence: 'account_blocked',
    en: '{name} no longer accepts the access token. Connect the account again.',
    es: '{name} ya no acepta el token de acceso. Vuelve a conectar la cuenta.',
    pt: '{name} não aceita mais o token de acesso. Conecte a conta novamente.',
  },
  permission: {
    consequence: 'account_blocked',
    en: 'The app lacks a permission to send from this account. Check its permissions and the app review.',
    es: 'La app no tiene permiso para enviar desde esta cuenta. Revisa sus permisos y la revisión de la app.',
    pt: 'O app não tem permissão para enviar por esta conta. Confira as permissões e a análise do app.',
  },
  connectedTools: {
    consequence: 'account_blocked',
    en: 'The account does not let tools read messages. Switch on “Allow access to messages” in Instagram.',
    es: 'La cuenta no permite que herramientas lean mensajes. Activa «Permitir el acceso» en Instagram.',
    pt: 'A conta não permite que ferramentas leiam mensagens. Ative “Permitir acesso” no Instagram.',
  },
  blocked: {
    consequence: 'account_blocked',
    en: 'Meta has blocked this account for breaking a policy. Look into its support inbox to appeal.',
    es: 'Meta bloqueó esta cuenta por incumplir una política. Entra en su bandeja de ayuda para apelar.',
    pt: 'A Meta bloqueou esta conta por violar uma política. Abra a caixa de suporte dela para recorrer.',
  },
  temporary: {
    consequence: 'retry_message',
    en: '{name} had a temporary problem.',
    es: '{name} tuvo un problema temporal.',
    pt: '{name} teve um problema temporário.',
  },
  callRate: {
    consequence: 'retry_account',
    afterMs: MINUTE,
    en: 'Too many calls were made to Meta in a short time.',
    es: 'Se hicieron demasiadas llamadas a Meta en poco tiempo.',
    pt: 'Muitas chamadas foram feitas à Meta em pouco tempo.',
  },
  restrictedPage: {
    consequence: 'retry_account',
    afterMs: 30 * MINUTE,
    en: 'Meta has stopped this page from sending for a while.',
    es: 'Meta ha impedido por un tiempo que esta página envíe mensajes.',
    pt: 'A Meta impediu por um tempo que esta página envie mensagens.',
  },
  window: {
    consequence: 'window_closed',
    en: 'The time to answer on {name} is over. A person may still answer for 7 days, if Meta granted it.',
    es: 'Se acabó el plazo para responder en {name}. Una persona aún puede por 7 días, si Meta lo permite.',
    pt: 'O prazo para responder no {name} acabou. Uma pessoa ainda pode por 7 dias, se a Meta permitiu.',
  },
  policy: {
    consequence: 'window_closed',
    en: '{name} allows no further message before the contact answers.',
    es: '{name} no permite otro mensaje hasta que el contacto responda.',
    pt: '{name} não permite outra mensagem até que o contato responda.',
  },
  otherApp: {
    consequence: 'rejected',
    en: 'Another app has this conversation on {name}. Take it over, or answer there.',
    es: 'Otra app tiene esta conversación en {name}. Toma el control o responde allí.',
    pt: 'Outro app está com esta conversa no {name}. Assuma o controle ou responda por lá.',
  },
  unreachable: {
    consequence: 'rejected',
    en: 'The contact cannot be reached: they blocked the account, left, or take no messages from it.',
    es: 'No se puede contactar: bloqueó la cuenta, se dio de baja o no recibe mensajes de ella.',
    pt: 'Não é possível contatar: bloqueou a conta, saiu ou não recebe mensagens dela.',
  },
  unknownRecipient: {
    consequence: 'rejected',
    en: 'Nobody is known under this id. It is of another page or account, or the contact left {name}.',
    es: 'Nadie tiene este identificador: es de otra página o cuenta, o el contacto dejó {name}.',
    pt: 'Ninguém tem este identificador: é de outra página ou conta, ou o contato deixou o {name}.',
  },
  noConsent: {
    consequence: 'rejected',
    en: 'Meta gives no profile of this contact, because they did not write first.',
    es: 'Meta no da el perfil de este contacto, porque no escribió primero.',
    pt: 'A Meta não mostra o perfil deste contato, porque ele não escreveu primeiro.',
  },
  commentAnswered: {
    consequence: 'rejected',
    en: 'This comment was answered in private already, which is possible once.',
    es: 'Este comentario ya tuvo una respuesta privada, y solo se permite una.',
    pt: 'Este comentário já teve uma resposta privada, e só uma é permitida.',
  },
  commentClosed: {
    consequence: 'rejected',
    en: 'This comment cannot be answered in private: it is too old, its live video is over, or it is gone.',
    es: 'No se puede responder en privado: el comentario es antiguo, el directo terminó o ya no existe.',
    pt: 'Não é possível responder em privado: o comentário é antigo, a live acabou ou ele não existe mais.',
  },
  parameter: {
    consequence: 'rejected',
    en: 'The message was built in a way that {name} does not accept. Report this as a fault.',
    es: 'El mensaje se construyó de una forma que {name} no acepta. Avisa de este fallo.',
    pt: 'A mensagem foi montada de uma forma que o {name} não aceita. Avise sobre esta falha.',
  },
  missingObject: {
    consequence: 'rejected',
    en: 'The page, account or file does not exist, or the token may not use it. Check the ids.',
    es: 'La página, cuenta o archivo no existe, o el token no puede usarlo. Revisa los identificadores.',
    pt: 'A página, conta ou arquivo não existe, ou o token não pode usá-lo. Confira os identificadores.',
  },
  file: {
    consequence: 'retry_message',
    en: '{name} could not take the file. If it goes on, send it in another format or a smaller size.',
    es: '{name} no pudo aceptar el archivo. Si continúa, envíalo en otro formato o con menor tamaño.',
    pt: '{name} não pôde aceitar o arquivo. Se continuar, envie-o em outro formato ou com tamanho menor.',
  },
} as const satisfies Record<string, Cause>
