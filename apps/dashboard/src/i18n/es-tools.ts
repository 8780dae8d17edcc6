import type { toolsEn } from './en-tools.ts'

/** The words of what AI may have done, in Spanish. */
export const toolsEs: typeof toolsEn = {
  title: 'Herramientas de IA',
  body:
    'Pedidos a servicios propios, como el estado de un envío. El modelo solo completa los campos; quién ' +
    'es el contacto, y quién tiene que estar de acuerdo, se decide aquí.',
  error: 'No se pudieron cargar las herramientas',
  emptyTitle: 'La IA todavía no tiene herramientas',
  emptyBody:
    'Con un pedido a un servicio propio, la IA puede consultar algo o hacerlo hacer para un contacto.',
  add: 'Agregar herramienta',
  back: 'Volver a las herramientas',
  change: 'Cambiar',
  changeOf: (title) => `Cambiar ${title}`,
  remove: 'Eliminar',
  removeOf: (title) => `Eliminar ${title}`,
  removeTitle: (title) => `¿Eliminar ${title}?`,
  removeBody: 'Se eliminan sus secretos y no se hace lo que la esperaba. Lo que hizo queda escrito.',
  off: 'Apagada',
  save: 'Guardar',
  saved: (title) => `Se guardó ${title}.`,
  optional: 'opcional',
  onePerLine: 'uno por línea',
  tryTitle: 'Probarla',
  tryBody:
    'Envía la petición como está guardada la herramienta, al servicio real, con la cabecera hilo-test: ' +
    'true. Ninguna conversación se entera.',
  tryConfirm: (method) => `${method} puede cambiar algo en el servicio, y así lo quiero`,
  tryUnconfirmed: 'Confirme que puede cambiar algo',
  tryCodeBody:
    'Ejecuta el código de la versión activa con esta entrada, con su configuración y sus secretos, para un ' +
    'contacto inventado. Ninguna conversación se entera; el registro de ejecución, sí.',
  tryCodeConfirm: 'El código se ejecuta de verdad, lo que hace queda hecho, y es lo que quiero',
  tryName: 'Nombre del contacto',
  tryPhone: 'Teléfono del contacto',
  triedCode: (ms) => `Se ejecutó durante ${ms} ms.`,
  tryIt: 'Probarla',
  tried: (status, ms) =>
    status === null ? `Sin respuesta a los ${ms} ms.` : `Respondió ${status} a los ${ms} ms.`,
  trySent: 'Qué se envió',
  tryCame: 'Qué llegó',
  trySaid: 'Qué se le diría al contacto',
  trySaidByModel: 'Nadie tiene que aceptar esta herramienta: un modelo dice con sus palabras lo que llegó.',
  purpose: 'Para qué es',
  titleField: 'Título',
  titleHint: 'Lo leen los miembros, y el contacto a quien se pregunta.',
  name: 'Nombre',
  nameHint: 'El modelo la llama por este nombre, que después no se puede cambiar.',
  description: 'Cuándo se usa',
  descriptionHint: 'Se le dice al modelo, por ejemplo: consulta el estado de un pedido por su número.',
  fields: 'Lo que completa el modelo',
  fieldsHint: 'Se rechaza un valor que no encaja, y también un campo que no está aquí.',
  addField: 'Agregar un campo',
  fieldLabel: 'Etiqueta',
  fieldName: 'Nombre',
  fieldType: 'Tipo',
  fieldOptions: 'Opciones, separadas por comas',
  fieldDescription: 'Se le dice al modelo',
  fieldRequired: 'Hay que completarlo',
  removeField: (label) => `Quitar el campo ${label}`,
  request: 'Lo que se envía',
  method: 'Método',
  url: 'Dirección',
  wholeUrl: 'Escribe una dirección completa, como https://api.example.com/orders.',
  placesHint:
    'Un campo se escribe {order_id}; lo que está en un grupo, {address.street}, y en una lista, ' +
    '{items.0.sku}: el 0 es el primero. Por sí mismo el servidor completa {contact.id}, {contact.phone} ' +
    '(en WhatsApp), {contact.email} y {contact.external_id} (una vez probados), {contact.address}, ' +
    '{conversation.id} e {inbox.id}. Donde no conoce uno, la herramienta no se ofrece.',
  hosts: 'Servidores a los que puede ir',
  hostsHint: (host) =>
    host ? `Vacío: solo ${host}. Las redirecciones no salen de ellos.` : 'Vacío: solo el de la dirección.',
  requestBody: 'Cuerpo',
  requestBodyHint:
    'JSON como {"order": "{order_id}"}; una lista o un grupo es un texto entero: "{items}". Vacío: todos ' +
    'los campos tal cual.',
  headers: 'Encabezados',
  secretHeaders: 'Encabezados secretos',
  secretHint:
    'Se guardan cifrados, y no se vuelven a mostrar. Van a los servidores de arriba y a ningún otro.',
  secretStays: 'Queda como está',
  addHeader: 'Agregar',
  headerName: 'Nombre',
  headerValue: 'Valor',
  removeHeader: (name) => `Quitar ${name}`,
  agreement: 'Quién tiene que estar de acuerdo',
  confirmation: 'Antes de hacerlo',
  confirmations: {
    none: 'No se pregunta a nadie',
    contact: 'El contacto dice que sí',
    member: 'La aprueba un miembro',
  },
  confirmationHints: {
    none: 'Para lo que solo consulta algo.',
    contact: 'Solo cuenta un sí claro a esa misma pregunta, en diez minutos. No lo decide ningún modelo.',
    member: 'Espera un día en la conversación.',
  },
  approvers: 'Quién puede aprobarlo',
  approversAre: {
    agents: 'Cualquier agente',
    admins: 'Administradores y el propietario',
    members: 'Miembros concretos',
  },
  approversHints: {
    agents: 'Quien atienda la conversación.',
    admins: 'Los demás ven que espera, y a quién.',
    members: 'Y el propietario, para que nada espere a alguien que ya no está.',
  },
  approversNamed: 'Miembros que pueden aprobarlo',
  onlyAdmins: 'Solo puede decidirlo un administrador o el propietario',
  onlyMembers: (names) => `Solo pueden decidirlo ${names} o el propietario`,
  assurance: 'Quién la puede usar',
  assurances: {
    anyone: 'Cualquiera',
    platform: 'Cuentas por las que responde la plataforma',
    email: 'Contactos con un correo verificado',
    signed: 'Visitantes que iniciaron sesión en tu sitio',
  },
  assuranceHints: {
    anyone: 'Para lo que puede saber cualquiera.',
    platform:
      'WhatsApp, Instagram y Messenger responden por la cuenta. Por quien visita un sitio no responde ' +
      'nadie: ahí lo tiene que aprobar un miembro.',
    email:
      'El contacto escribe su correo y el código que se le manda ahí, salvo que una identidad firmada ' +
      'ya lo diga. Completa {contact.email}, durante una hora.',
    signed:
      'Una identidad firmada del sitio dice quién es, y completa {contact.external_id}. A los demás se les ' +
      'pide que inicien sesión.',
  },
  mailOff:
    'No se pueden enviar correos: quien opera el servidor tiene que definir HILO_SMTP_URL y HILO_MAIL_FROM.',
  mailFails: (reason: string) => `El servidor de correo no se puede usar ahora (${reason}).`,
  mailFrom: (from: string) => `Los códigos llegan de ${from}.`,
  reply: 'Lo que se le dice al contacto cuando se hizo',
  replyHint:
    'Después de que alguien estuvo de acuerdo. Por ejemplo: tu pedido está {result.state}. Vacío: que se ' +
    'hizo.',
  callsPerHour: 'Llamadas por hora en una conversación, como máximo',
  inboxes: 'Dónde se puede usar',
  everyInbox: 'En todas las bandejas',
  isEnabled: 'La IA la puede usar',
  tool: 'Herramienta',
  waits: (title) => `La IA pide hacer esto: ${title}`,
  noInput: 'Sin nada que completar.',
  manyLines: (count) => `${count} líneas: léelas todas antes de aprobar.`,
  approve: 'Aprobar',
  approveHint: 'Se hace ahora, y se le dice al contacto qué resultó.',
  refuse: 'Rechazar',
  refuseHint: 'Se le dice al contacto, y la conversación queda a tu cargo.',
  deciding: 'Se está haciendo.',
  decided: {
    ...{
      asked: 'Se le preguntó al contacto.',
      waiting: 'Espera.',
      running: 'Se está haciendo.',
      done: 'Se hizo.',
    },
    ...{ failed: 'Falló. La conversación queda a tu cargo.', lost: 'No se sabe cómo terminó.' },
    ...{
      refused: 'No se hizo. La conversación queda a tu cargo.',
      expired: 'Era tarde.',
      dropped: 'Quedó de lado.',
    },
  },
}
