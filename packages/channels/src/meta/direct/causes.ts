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
  },
  permission: {
    consequence: 'account_blocked',
    en: 'The app lacks a permission to send from this account. Check its permissions and the app review.',
    es: 'La app no tiene permiso para enviar desde esta cuenta. Revisa sus permisos y la revisión de la app.',
  },
  connectedTools: {
    consequence: 'account_blocked',
    en: 'The account does not let tools read messages. Switch on “Allow access to messages” in Instagram.',
    es: 'La cuenta no permite que herramientas lean mensajes. Activa «Permitir el acceso» en Instagram.',
  },
  blocked: {
    consequence: 'account_blocked',
    en: 'Meta has blocked this account for breaking a policy. Look into its support inbox to appeal.',
    es: 'Meta bloqueó esta cuenta por incumplir una política. Entra en su bandeja de ayuda para apelar.',
  },
  temporary: {
    consequence: 'retry_message',
    en: '{name} had a temporary problem.',
    es: '{name} tuvo un problema temporal.',
  },
  callRate: {
    consequence: 'retry_account',
    afterMs: MINUTE,
    en: 'Too many calls were made to Meta in a short time.',
    es: 'Se hicieron demasiadas llamadas a Meta en poco tiempo.',
  },
  restrictedPage: {
    consequence: 'retry_account',
    afterMs: 30 * MINUTE,
    en: 'Meta has stopped this page from sending for a while.',
    es: 'Meta ha impedido por un tiempo que esta página envíe mensajes.',
  },
  window: {
    consequence: 'window_closed',
    en: 'The time to answer on {name} is over. A person may still answer for 7 days, if Meta granted it.',
    es: 'Se acabó el plazo para responder en {name}. Una persona aún puede por 7 días, si Meta lo permite.',
  },
  policy: {
    consequence: 'window_closed',
    en: '{name} allows no further message before the contact answers.',
    es: '{name} no permite otro mensaje hasta que el contacto responda.',
  },
  otherApp: {
    consequence: 'rejected',
    en: 'Another app has this conversation on {name}. Take it over, or answer there.',
    es: 'Otra app tiene esta conversación en {name}. Toma el control o responde allí.',
  },
  unreachable: {
    consequence: 'rejected',
    en: 'The contact cannot be reached: they blocked the account, left, or take no messages from it.',
    es: 'No se puede contactar: bloqueó la cuenta, se dio de baja o no recibe mensajes de ella.',
  },
  unknownRecipient: {
    consequence: 'rejected',
    en: 'Nobody is known under this id. It is of another page or account, or the contact left {name}.',
    es: 'Nadie tiene este identificador: es de otra página o cuenta, o el contacto dejó {name}.',
  },
  noConsent: {
    consequence: 'rejected',
    en: 'Meta gives no profile of this contact, because they did not write first.',
    es: 'Meta no da el perfil de este contacto, porque no escribió primero.',
  },
  commentAnswered: {
    consequence: 'rejected',
    en: 'This comment was answered in private already, which is possible once.',
    es: 'Este comentario ya tuvo una respuesta privada, y solo se permite una.',
  },
  commentClosed: {
    consequence: 'rejected',
    en: 'This comment cannot be answered in private: it is too old, its live video is over, or it is gone.',
    es: 'No se puede responder en privado: el comentario es antiguo, el directo terminó o ya no existe.',
  },
  parameter: {
    consequence: 'rejected',
    en: 'The message was built in a way that {name} does not accept. Report this as a fault.',
    es: 'El mensaje se construyó de una forma que {name} no acepta. Avisa de este fallo.',
  },
  missingObject: {
    consequence: 'rejected',
    en: 'The page, account or file does not exist, or the token may not use it. Check the ids.',
    es: 'La página, cuenta o archivo no existe, o el token no puede usarlo. Revisa los identificadores.',
  },
  file: {
    consequence: 'retry_message',
    en: '{name} could not take the file. If it goes on, send it in another format or a smaller size.',
    es: '{name} no pudo aceptar el archivo. Si continúa, envíalo en otro formato o con menor tamaño.',
  },
} as const satisfies Record<string, Cause>
