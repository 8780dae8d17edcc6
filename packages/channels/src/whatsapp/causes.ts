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
    pt: 'O WhatsApp não aceita mais o token de acesso. Conecte o número novamente.',
  },
  permission: {
    consequence: 'account_blocked',
    en: 'The app lacks a permission to send from this account. Check its permissions and the app review.',
    es: 'La app no tiene permiso para enviar desde esta cuenta. Revisa sus permisos y la revisión de la app.',
    pt: 'O app não tem permissão para enviar por esta conta. Confira as permissões e a análise do app.',
  },
  blocked: {
    consequence: 'account_blocked',
    en: 'Meta has locked or restricted this account. Look into the WhatsApp Manager to appeal.',
    es: 'Meta ha bloqueado o restringido esta cuenta. Entra en el Administrador de WhatsApp para apelar.',
    pt: 'A Meta bloqueou ou restringiu esta conta. Abra o Gerenciador do WhatsApp para recorrer.',
  },
  displayName: {
    consequence: 'account_blocked',
    en: 'The display name of this number is not approved yet. Submit it in the WhatsApp Manager.',
    es: 'El nombre visible de este número aún no está aprobado. Envíalo desde el Administrador de WhatsApp.',
    pt: 'O nome de exibição deste número ainda não foi aprovado. Envie-o no Gerenciador do WhatsApp.',
  },
  payment: {
    consequence: 'account_blocked',
    en: 'There is a problem with the payment of this WhatsApp account. Check its payment method.',
    es: 'Hay un problema con el pago de esta cuenta de WhatsApp. Revisa su método de pago.',
    pt: 'Há um problema com o pagamento desta conta do WhatsApp. Confira a forma de pagamento.',
  },
  unregistered: {
    consequence: 'account_blocked',
    en: 'This number is not registered for the WhatsApp API. Register it again.',
    es: 'Este número no está registrado en la API de WhatsApp. Vuelve a registrarlo.',
    pt: 'Este número não está registrado na API do WhatsApp. Registre-o novamente.',
  },
  temporary: {
    consequence: 'retry_message',
    en: 'WhatsApp had a temporary problem.',
    es: 'WhatsApp tuvo un problema temporal.',
    pt: 'O WhatsApp teve um problema temporário.',
  },
  maintenance: {
    consequence: 'retry_account',
    en: 'This WhatsApp account is under maintenance for a while.',
    es: 'Esta cuenta de WhatsApp está en mantenimiento por un tiempo.',
    pt: 'Esta conta do WhatsApp está em manutenção por um tempo.',
  },
  callRate: {
    consequence: 'retry_account',
    afterMs: MINUTE,
    en: 'Too many calls were made to Meta in a short time.',
    es: 'Se hicieron demasiadas llamadas a Meta en poco tiempo.',
    pt: 'Muitas chamadas foram feitas à Meta em pouco tempo.',
  },
  throughput: {
    consequence: 'retry_account',
    en: 'This number sent messages faster than WhatsApp allows.',
    es: 'Este número envió mensajes más rápido de lo que permite WhatsApp.',
    pt: 'Este número enviou mensagens mais rápido do que o WhatsApp permite.',
  },
  pairRate: {
    consequence: 'retry_pair',
    en: 'Too many messages went to this contact in a short time.',
    es: 'Se enviaron demasiados mensajes a este contacto en poco tiempo.',
    pt: 'Muitas mensagens foram enviadas a este contato em pouco tempo.',
  },
  spam: {
    consequence: 'retry_account',
    afterMs: HOUR,
    en: 'WhatsApp limits this number because people blocked or reported it. Check its quality rating.',
    es: 'WhatsApp limita este número porque hubo bloqueos o denuncias. Revisa su calificación de calidad.',
    pt: 'O WhatsApp limita este número porque houve bloqueios ou denúncias. Confira a avaliação dele.',
  },
  restrictedPage: {
    consequence: 'retry_account',
    afterMs: 30 * MINUTE,
    en: 'Meta has stopped this page from sending for a while.',
    es: 'Meta ha impedido por un tiempo que esta página envíe mensajes.',
    pt: 'A Meta impediu por um tempo que esta página envie mensagens.',
  },
  registrationRate: {
    consequence: 'retry_account',
    afterMs: 72 * HOUR,
    en: 'This number was registered too often. It can be tried again after three days.',
    es: 'Este número se registró demasiadas veces. Se puede intentar de nuevo dentro de tres días.',
    pt: 'Este número foi registrado vezes demais. É possível tentar de novo depois de três dias.',
  },
  window: {
    consequence: 'window_closed',
    en: 'More than 24 hours have passed since the contact last wrote. Only a template can be sent.',
    es: 'Pasaron más de 24 horas desde el último mensaje del contacto. Solo se puede enviar una plantilla.',
    pt: 'Passaram mais de 24 horas desde a última mensagem do contato. Só um modelo pode ser enviado.',
  },
  optedOut: {
    consequence: 'opted_out',
    en: 'The contact does not want marketing messages from this business.',
    es: 'El contacto no quiere recibir mensajes de marketing de este negocio.',
    pt: 'O contato não quer receber mensagens de marketing desta empresa.',
  },
  unreachable: {
    consequence: 'rejected',
    en: 'The contact cannot be reached: no WhatsApp, an old version, or the number was blocked.',
    es: 'No se puede contactar: no tiene WhatsApp, usa una versión antigua o bloqueó el número.',
    pt: 'Não é possível contatar: não tem WhatsApp, usa uma versão antiga ou bloqueou o número.',
  },
  noConsent: {
    consequence: 'rejected',
    en: 'Meta gives no profile of this contact, because they did not write first.',
    es: 'Meta no da el perfil de este contacto, porque no escribió primero.',
    pt: 'A Meta não mostra o perfil deste contato, porque ele não escreveu primeiro.',
  },
  self: {
    consequence: 'rejected',
    en: 'A number cannot send a message to itself.',
    es: 'Un número no puede enviarse un mensaje a sí mismo.',
    pt: 'Um número não pode enviar uma mensagem para si mesmo.',
  },
  testNumber: {
    consequence: 'rejected',
    en: 'A test number sends only to recipients that were allowed. Add the contact in the app dashboard.',
    es: 'Un número de prueba solo envía a destinatarios permitidos. Añade el contacto en el panel de la app.',
    pt: 'Um número de teste só envia a destinatários permitidos. Adicione o contato no painel do app.',
  },
  marketingCap: {
    consequence: 'rejected',
    en: 'WhatsApp limits how much marketing a person gets. Try again in a day at the earliest.',
    es: 'WhatsApp limita el marketing que recibe una persona. Inténtalo de nuevo tras un día como mínimo.',
    pt: 'O WhatsApp limita o marketing que uma pessoa recebe. Tente novamente depois de um dia, no mínimo.',
  },
  marketingOff: {
    consequence: 'rejected',
    en: 'Marketing templates are switched off for this account.',
    es: 'Las plantillas de marketing están desactivadas en esta cuenta.',
    pt: 'Os modelos de marketing estão desativados nesta conta.',
  },
  experiment: {
    consequence: 'rejected',
    en: 'The contact is part of an experiment of WhatsApp and does not get this message.',
    es: 'El contacto participa en un experimento de WhatsApp y no recibe este mensaje.',
    pt: 'O contato participa de um experimento do WhatsApp e não recebe esta mensagem.',
  },
  classification: {
    consequence: 'rejected',
    en: 'WhatsApp refused the message because its category does not fit its content.',
    es: 'WhatsApp rechazó el mensaje porque su categoría no corresponde a su contenido.',
    pt: 'O WhatsApp recusou a mensagem porque a categoria não corresponde ao conteúdo.',
  },
  parameter: {
    consequence: 'rejected',
    en: 'The message was built in a way that WhatsApp does not accept. Report this as a fault.',
    es: 'El mensaje se construyó de una forma que WhatsApp no acepta. Avisa de este fallo.',
    pt: 'A mensagem foi montada de uma forma que o WhatsApp não aceita. Avise sobre esta falha.',
  },
  missingObject: {
    consequence: 'rejected',
    en: 'The number or file does not exist, or the token may not use it. Check the ids.',
    es: 'El número o archivo no existe, o el token no puede usarlo. Revisa los identificadores.',
    pt: 'O número ou arquivo não existe, ou o token não pode usá-lo. Confira os identificadores.',
  },
  messageType: {
    consequence: 'rejected',
    en: 'WhatsApp does not support this kind of message.',
    es: 'WhatsApp no admite este tipo de mensaje.',
    pt: 'O WhatsApp não aceita este tipo de mensagem.',
  },
  mediaFetch: {
    consequence: 'retry_message',
    en: 'The file could not be fetched. If it goes on, ask for the file again.',
    es: 'No se pudo obtener el archivo. Si continúa, pide que lo envíen otra vez.',
    pt: 'Não foi possível obter o arquivo. Se continuar, peça que o enviem novamente.',
  },
  mediaUpload: {
    consequence: 'rejected',
    en: 'WhatsApp refused the file. Send it in another format or a smaller size.',
    es: 'WhatsApp rechazó el archivo. Envíalo en otro formato o con menor tamaño.',
    pt: 'O WhatsApp recusou o arquivo. Envie-o em outro formato ou com tamanho menor.',
  },
  unavailable: {
    consequence: 'rejected',
    en: 'This message can only be seen on the phone.',
    es: 'Este mensaje solo se puede ver en el teléfono.',
    pt: 'Esta mensagem só pode ser vista no telefone.',
  },
  historyDeclined: {
    consequence: 'rejected',
    en: 'The business did not share its earlier conversations from the phone app, so none are brought over.',
    es: 'El negocio no compartió sus conversaciones anteriores desde la app, así que no se importan.',
    pt: 'A empresa não compartilhou as conversas anteriores do app, por isso nenhuma é importada.',
  },
  needsPhone: {
    consequence: 'rejected',
    en: 'This kind of message needs a phone number, and the contact shows none. Ask for it.',
    es: 'Este tipo de mensaje necesita un número de teléfono y el contacto no lo muestra. Pídeselo.',
    pt: 'Este tipo de mensagem precisa de um número de telefone e o contato não o mostra. Peça o número.',
  },
  templateParameters: {
    consequence: 'rejected',
    en: 'The values do not fit the template. Synchronise the templates and check the values.',
    es: 'Los valores no encajan con la plantilla. Sincroniza las plantillas y revisa los valores.',
    pt: 'Os valores não se encaixam no modelo. Sincronize os modelos e confira os valores.',
  },
  templateMissing: {
    consequence: 'rejected',
    en: 'The template does not exist in this language, or is not approved.',
    es: 'La plantilla no existe en este idioma o no está aprobada.',
    pt: 'O modelo não existe neste idioma ou não está aprovado.',
  },
  templateContent: {
    consequence: 'rejected',
    en: 'The template with these values is too long or breaks a rule of WhatsApp.',
    es: 'La plantilla con estos valores es demasiado larga o incumple una regla de WhatsApp.',
    pt: 'O modelo com estes valores é longo demais ou viola uma regra do WhatsApp.',
  },
  templatePaused: {
    consequence: 'rejected',
    en: 'WhatsApp has paused or disabled the template because of its quality.',
    es: 'WhatsApp ha pausado o desactivado la plantilla por su calidad.',
    pt: 'O WhatsApp pausou ou desativou o modelo por causa da qualidade.',
  },
  flowBlocked: {
    consequence: 'rejected',
    en: 'WhatsApp has blocked this Flow. Check it in the WhatsApp Manager.',
    es: 'WhatsApp ha bloqueado este Flow. Revísalo en el Administrador de WhatsApp.',
    pt: 'O WhatsApp bloqueou este Flow. Confira no Gerenciador do WhatsApp.',
  },
  flowRate: {
    consequence: 'retry_message',
    en: 'WhatsApp limits this Flow for now.',
    es: 'WhatsApp limita este Flow por ahora.',
    pt: 'O WhatsApp limita este Flow por enquanto.',
  },
} as const satisfies Record<string, Cause>
