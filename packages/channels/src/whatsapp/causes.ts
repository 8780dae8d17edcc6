import type { Cause } from '../meta/cause.ts'

/**
 * Why a send can fail: what each cause means for the message, and a sentence for the people who read it, in
 * every language of the dashboard. Which error code has which cause is in `errors.ts`.
 */

const MINUTE = 60_000
const HOUR = 60 * MINUTE

export const CAUSES = {
  token: {
    consequence: 'account_blocked',
    en: 'WhatsApp no longer accepts the access token. Connect the number again.',
    es: 'WhatsApp ya no acepta el token de acceso. Vuelve a conectar el número.',
  },
  permission: {
    consequence: 'account_blocked',
    en: 'The app lacks a permission to send from this account. Check its permissions and the app review.',
    es: 'La app no tiene permiso para enviar desde esta cuenta. Revisa sus permisos y la revisión de la app.',
  },
  blocked: {
    consequence: 'account_blocked',
    en: 'Meta has locked or restricted this account. Look into the WhatsApp Manager to appeal.',
    es: 'Meta ha bloqueado o restringido esta cuenta. Entra en el Administrador de WhatsApp para apelar.',
  },
  displayName: {
    consequence: 'account_blocked',
    en: 'The display name of this number is not approved yet. Submit it in the WhatsApp Manager.',
    es: 'El nombre visible de este número aún no está aprobado. Envíalo desde el Administrador de WhatsApp.',
  },
  payment: {
    consequence: 'account_blocked',
    en: 'There is a problem with the payment of this WhatsApp account. Check its payment method.',
    es: 'Hay un problema con el pago de esta cuenta de WhatsApp. Revisa su método de pago.',
  },
  unregistered: {
    consequence: 'account_blocked',
    en: 'This number is not registered for the WhatsApp API. Register it again.',
    es: 'Este número no está registrado en la API de WhatsApp. Vuelve a registrarlo.',
  },
  temporary: {
    consequence: 'retry_message',
    en: 'WhatsApp had a temporary problem.',
    es: 'WhatsApp tuvo un problema temporal.',
  },
  maintenance: {
    consequence: 'retry_account',
    en: 'This WhatsApp account is under maintenance for a while.',
    es: 'Esta cuenta de WhatsApp está en mantenimiento por un tiempo.',
  },
  callRate: {
    consequence: 'retry_account',
    afterMs: MINUTE,
    en: 'Too many calls were made to Meta in a short time.',
    es: 'Se hicieron demasiadas llamadas a Meta en poco tiempo.',
  },
  throughput: {
    consequence: 'retry_account',
    en: 'This number sent messages faster than WhatsApp allows.',
    es: 'Este número envió mensajes más rápido de lo que permite WhatsApp.',
  },
  pairRate: {
    consequence: 'retry_pair',
    en: 'Too many messages went to this contact in a short time.',
    es: 'Se enviaron demasiados mensajes a este contacto en poco tiempo.',
  },
  spam: {
    consequence: 'retry_account',
    afterMs: HOUR,
    en: 'WhatsApp limits this number because people blocked or reported it. Check its quality rating.',
    es: 'WhatsApp limita este número porque hubo bloqueos o denuncias. Revisa su calificación de calidad.',
  },
  restrictedPage: {
    consequence: 'retry_account',
    afterMs: 30 * MINUTE,
    en: 'Meta has stopped this page from sending for a while.',
    es: 'Meta ha impedido por un tiempo que esta página envíe mensajes.',
  },
  registrationRate: {
    consequence: 'retry_account',
    afterMs: 72 * HOUR,
    en: 'This number was registered too often. It can be tried again after three days.',
    es: 'Este número se registró demasiadas veces. Se puede intentar de nuevo dentro de tres días.',
  },
  window: {
    consequence: 'window_closed',
    en: 'More than 24 hours have passed since the contact last wrote. Only a template can be sent.',
    es: 'Pasaron más de 24 horas desde el último mensaje del contacto. Solo se puede enviar una plantilla.',
  },
  optedOut: {
    consequence: 'opted_out',
    en: 'The contact does not want marketing messages from this business.',
    es: 'El contacto no quiere recibir mensajes de marketing de este negocio.',
  },
  unreachable: {
    consequence: 'rejected',
    en: 'The contact cannot be reached: no WhatsApp, an old version, or the number was blocked.',
    es: 'No se puede contactar: no tiene WhatsApp, usa una versión antigua o bloqueó el número.',
  },
  noConsent: {
    consequence: 'rejected',
    en: 'Meta gives no profile of this contact, because they did not write first.',
    es: 'Meta no da el perfil de este contacto, porque no escribió primero.',
  },
  self: {
    consequence: 'rejected',
    en: 'A number cannot send a message to itself.',
    es: 'Un número no puede enviarse un mensaje a sí mismo.',
  },
  testNumber: {
    consequence: 'rejected',
    en: 'A test number sends only to recipients that were allowed. Add the contact in the app dashboard.',
    es: 'Un número de prueba solo envía a destinatarios permitidos. Añade el contacto en el panel de la app.',
  },
  marketingCap: {
    consequence: 'rejected',
    en: 'WhatsApp limits how much marketing a person gets. Try again in a day at the earliest.',
    es: 'WhatsApp limita el marketing que recibe una persona. Inténtalo de nuevo tras un día como mínimo.',
  },
  marketingOff: {
    consequence: 'rejected',
    en: 'Marketing templates are switched off for this account.',
    es: 'Las plantillas de marketing están desactivadas en esta cuenta.',
  },
  experiment: {
    consequence: 'rejected',
    en: 'The contact is part of an experiment of WhatsApp and does not get this message.',
    es: 'El contacto participa en un experimento de WhatsApp y no recibe este mensaje.',
  },
  classification: {
    consequence: 'rejected',
    en: 'WhatsApp refused the message because its category does not fit its content.',
    es: 'WhatsApp rechazó el mensaje porque su categoría no corresponde a su contenido.',
  },
  parameter: {
    consequence: 'rejected',
    en: 'The message was built in a way that WhatsApp does not accept. Report this as a fault.',
    es: 'El mensaje se construyó de una forma que WhatsApp no acepta. Avisa de este fallo.',
  },
  missingObject: {
    consequence: 'rejected',
    en: 'The number or file does not exist, or the token may not use it. Check the ids.',
    es: 'El número o archivo no existe, o el token no puede usarlo. Revisa los identificadores.',
  },
  messageType: {
    consequence: 'rejected',
    en: 'WhatsApp does not support this kind of message.',
    es: 'WhatsApp no admite este tipo de mensaje.',
  },
  mediaFetch: {
    consequence: 'retry_message',
    en: 'The file could not be fetched. If it goes on, ask for the file again.',
    es: 'No se pudo obtener el archivo. Si continúa, pide que lo envíen otra vez.',
  },
  mediaUpload: {
    consequence: 'rejected',
    en: 'WhatsApp refused the file. Send it in another format or a smaller size.',
    es: 'WhatsApp rechazó el archivo. Envíalo en otro formato o con menor tamaño.',
  },
  unavailable: {
    consequence: 'rejected',
    en: 'This message can only be seen on the phone.',
    es: 'Este mensaje solo se puede ver en el teléfono.',
  },
  historyDeclined: {
    consequence: 'rejected',
    en: 'The business did not share its earlier conversations from the phone app, so none are brought over.',
    es: 'El negocio no compartió sus conversaciones anteriores desde la app, así que no se importan.',
  },
  needsPhone: {
    consequence: 'rejected',
    en: 'This kind of message needs a phone number, and the contact shows none. Ask for it.',
    es: 'Este tipo de mensaje necesita un número de teléfono y el contacto no lo muestra. Pídeselo.',
  },
  templateParameters: {
    consequence: 'rejected',
    en: 'The values do not fit the template. Synchronise the templates and check the values.',
    es: 'Los valores no encajan con la plantilla. Sincroniza las plantillas y revisa los valores.',
  },
  templateMissing: {
    consequence: 'rejected',
    en: 'The template does not exist in this language, or is not approved.',
    es: 'La plantilla no existe en este idioma o no está aprobada.',
  },
  templateContent: {
    consequence: 'rejected',
    en: 'The template with these values is too long or breaks a rule of WhatsApp.',
    es: 'La plantilla con estos valores es demasiado larga o incumple una regla de WhatsApp.',
  },
  templatePaused: {
    consequence: 'rejected',
    en: 'WhatsApp has paused or disabled the template because of its quality.',
    es: 'WhatsApp ha pausado o desactivado la plantilla por su calidad.',
  },
  flowBlocked: {
    consequence: 'rejected',
    en: 'WhatsApp has blocked this Flow. Check it in the WhatsApp Manager.',
    es: 'WhatsApp ha bloqueado este Flow. Revísalo en el Administrador de WhatsApp.',
  },
  flowRate: {
    consequence: 'retry_message',
    en: 'WhatsApp limits this Flow for now.',
    es: 'WhatsApp limita este Flow por ahora.',
  },
} as const satisfies Record<string, Cause>
