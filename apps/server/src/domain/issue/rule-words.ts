/** In English and in Spanish. */
export type Said = readonly [message: string, messageEs: string]

const TOOL: Readonly<Record<string, Said>> = {
  'must be of small letters, digits, - and _, such as order_status': [
    'Use small letters, digits, - and _ only, such as order_status.',
    'Usa solo minúsculas sin acento, cifras, - y _, por ejemplo order_status.',
  ],
  'must be there: a header has a name': [
    'Give the header a name, such as X-Api-Version, or take it out.',
    'Ponle un nombre al encabezado, por ejemplo X-Api-Version, o quítalo.',
  ],
  'must be the name of a header': [
    'A name has letters, digits and hyphens only, such as X-Api-Version.',
    'Un nombre solo tiene letras, cifras y guiones, por ejemplo X-Api-Version.',
  ],
  'must be plain text on one line': [
    'Write one line, of letters without accents, digits and signs.',
    'Escribe una línea, de letras sin acento, cifras y signos.',
  ],
  'must be a host such as api.example.com': [
    'Write a host alone, such as api.example.com or *.example.com.',
    'Escribe solo un servidor, por ejemplo api.example.com o *.example.com.',
  ],
  'members have to be named, and nobody where others may': [
    'Tick at least one member, or let others approve it.',
    'Marca al menos un miembro, o deja que lo aprueben otros.',
  ],
}

const FIELD: Readonly<Record<string, Said>> = {
  'a field has a name': [
    'Give the field a name, such as order_id, or take it out.',
    'Ponle un nombre al campo, por ejemplo order_id, o quítalo.',
  ],
  'must begin small, and be of letters, digits and _': [
    'The name begins with a small letter, and has letters, digits and _ only, such as order_id. What ' +
      'people read is the label.',
    'El nombre empieza con una minúscula y solo tiene letras sin acento, cifras y _, por ejemplo order_id. ' +
      'Lo que leen las personas es la etiqueta.',
  ],
  'a field has a label': [
    'Write the label of the field, which people read, such as Order number.',
    'Escribe la etiqueta del campo, que es lo que leen las personas, por ejemplo Número de pedido.',
  ],
  'a label has at most 100 characters': [
    'The label is too long: at most 100 characters.',
    'La etiqueta es demasiado larga: como máximo 100 caracteres.',
  ],
  'must be a pattern that can be read': [
    'This pattern cannot be read: is a bracket open?',
    'Este patrón no se puede leer: ¿quedó algún paréntesis abierto?',
  ],
  'may be nested two levels deep, and no deeper': [
    'A group may be in a group, and none in that: make it a plain field.',
    'Un grupo puede estar en otro, y ninguno dentro de ese: conviértelo en un campo simple.',
  ],
  'a choice has options, no other': [
    'Write what can be chosen, with commas between.',
    'Escribe entre qué se elige, separado por comas.',
  ],
  'a group has fields, no other': [
    'Add a field to this group, or choose another type.',
    'Agrega un campo a este grupo, o elige otro tipo.',
  ],
  'a list of groups has plain fields: no lists and no groups': [
    'A group that is a list has plain fields only: no lists and no groups.',
    'Un grupo que es una lista solo tiene campos simples: ni listas ni grupos.',
  ],
  'only numbers and texts have a least and a most': [
    'Only numbers and texts have a least and a most: empty both.',
    'Solo los números y los textos tienen un mínimo y un máximo: vacía los dos.',
  ],
  'a text has a length from 0 to 1000': [
    'A text has a length from 0 to 1000, in whole numbers.',
    'Un texto mide de 0 a 1000, en números enteros.',
  ],
  'the least is more than the most': [
    'The least is more than the most: swap them, or empty one.',
    'El mínimo es mayor que el máximo: cámbialos entre sí, o vacía uno.',
  ],
  'only a text has a pattern': [
    'Only a text has a pattern: empty it.',
    'Solo un texto tiene un patrón: vacíalo.',
  ],
  'only a list has a number of items': [
    'Only a list has a number of items: empty it.',
    'Solo una lista tiene una cantidad: vacíala.',
  ],
  'the fewest items are more than the most': [
    'The fewest are more than the most: swap them, or empty one.',
    'El mínimo de elementos es mayor que el máximo: cámbialos entre sí, o vacía uno.',
  ],
  'a list and a group have no default': [
    'A list and a group have no default: empty it.',
    'Una lista y un grupo no tienen valor por omisión: vacíalo.',
  ],
}

const ANSWERS: Readonly<Record<string, Said>> = {
  'must begin before the day ends': [
    'The beginning has to be before the end of the day.',
    'El comienzo va antes del final del día.',
  ],
  'must be six at most on one day': [
    'Give a day six spans of hours at most.',
    'Un día puede tener hasta seis franjas de horario.',
  ],
  'must not end as it begins': [
    'The end has to be another time than the beginning.',
    'El final tiene que ser otra hora que el comienzo.',
  ],
  'must not be at the same time as others of the day': [
    'Some of these hours are at the same time: change them, or remove one.',
    'Algunas de estas horas coinciden: cámbialas, o quita una.',
  ],
  'must have a phrase at least, or a tag that conversations have': [
    'Write a phrase by which it is known, or a tag of conversations in which all of it goes to people.',
    'Escribe una frase que lo delate, o una etiqueta de conversaciones en las que todo va a personas.',
  ],
  'must be an inbox or org': ['Choose an inbox, or all of them.', 'Elige una bandeja, o todas.'],
  'must be a language such as es or pt-BR': [
    'Write the code of a language, such as es or pt-BR.',
    'Escribe el código de un idioma, por ejemplo es o pt-BR.',
  ],
  'must be words, or a pattern that can be read, such as /30 (days|dias)/': [
    'This pattern cannot be read. Write words, or a pattern such as /30 (days|dias)/.',
    'Este patrón no se puede leer. Escribe palabras, o un patrón como /30 (days|dias)/.',
  ],
  'must be what the contact says': ['Write what the contact says.', 'Escribe lo que dice el contacto.'],
  'must name at most 20 fields': ['Name at most 20 fields.', 'Nombra como máximo 20 campos.'],
  'must be there, or a goal in their place, and not both': [
    'Write what the contact says, or what they want.',
    'Escribe lo que dice el contacto, o lo que quiere.',
  ],
  'must begin with / or *, such as /help/*': [
    'Begin each with / or *, such as /help/*.',
    'Empieza cada una con / o *, por ejemplo /help/*.',
  ],
  'must be a whole address, such as https://example.com/help': [
    'Write a whole address, such as https://example.com/help, without a user and a password.',
    'Escribe una dirección entera, por ejemplo https://example.com/help, sin usuario ni contraseña.',
  ],
  'name: must be of small letters, digits and hyphens, such as openai': [
    'Use small letters, digits and hyphens only, such as openai.',
    'Usa solo minúsculas sin acento, cifras y guiones, por ejemplo openai.',
  ],
  'baseUrl: must be a whole address': [
    'Write a whole address, such as https://llm.example.com/v1.',
    'Escribe una dirección entera, por ejemplo https://llm.example.com/v1.',
  ],
  'must be a host such as shop.example': [
    'Write a host alone, such as shop.example.',
    'Escribe solo un servidor, por ejemplo shop.example.',
  ],
}

const CHANNELS: Readonly<Record<string, Said>> = {
  'must be digits, as Meta shows the id': [
    'Write the digits of the id, as Meta shows it.',
    'Escribe las cifras del id, tal como lo muestra Meta.',
  ],
  'must be one word without spaces': [
    'It has no spaces: copy it again.',
    'No lleva espacios: vuelve a copiarlo.',
  ],
  'must be like https://www.example.com, without a path': [
    'Write addresses such as https://www.example.com, without what follows.',
    'Escribe direcciones como https://www.example.com, sin lo que sigue.',
  ],
  'must be backend where a micro-backend is named, and only there': [
    'Choose either a micro-backend or who answers without one.',
    'Elige un micro-backend, o quién responde sin él.',
  ],
  'must not be empty above several products': [
    'Write a line above several products.',
    'Escribe una línea encima de varios productos.',
  ],
  'must not be empty where no file is sent': [
    'Write something, or add a file.',
    'Escribe algo, o agrega un archivo.',
  ],
  'must be one purpose: what a contact allows is recorded one by one': [
    'Choose one purpose: what a contact allows is recorded one by one.',
    'Elige un solo propósito: lo que permite un contacto se anota uno por uno.',
  ],
  'must be a day and a time that there is': [
    'There is no such day and time: choose another.',
    'Ese día y esa hora no existen: elige otros.',
  ],
}

/** The rules of the contracts, by how they name themselves, in words for who fills in a form. */
export const RULE_WORDS: Readonly<Record<string, Said>> = { ...TOOL, ...FIELD, ...ANSWERS, ...CHANNELS }
