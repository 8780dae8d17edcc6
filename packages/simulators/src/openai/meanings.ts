/**
 * Words that mean about the same, in English and Spanish: as much as a demo needs to show that a question in
 * other words finds its article. A real model knows every word, and this one knows these.
 */
const MEANINGS: readonly string[] = [
  'child children kid kids toddler baby babies infantil niño niña niños niñas bebe bebes nene nena hijos',
  'dog dogs pet pets puppy puppies perro perra perros mascota mascotas cachorro cachorros',
  'parking park car cars garage estacionamiento estacionar aparcar auto coche cochera',
  'pay payment card cards cash credit debit pagar pago tarjeta tarjetas efectivo credito debito',
  'deliver delivery takeaway away collect courier llevar retirar envio domicilio reparto',
  'late delay delayed running tarde demora demorado retraso atrasado',
  'cancel cancellation refund cancelar cancelo anular anulo',
  'price cost costs costo cuesta precio vale tarifa',
  'open opening closed closing hours schedule abierto abren abrimos horario horarios cierran cerrado',
  'allergy allergic intolerant celiac gluten alergia alergico alergica celiaco celiaca intolerante',
  'vegan vegetarian plant vegano vegana vegetariano vegetariana verduras',
  'booking book reservation reserve reserva reservar reservo',
  'address location directions direccion ubicacion llego llegar',
  'birthday anniversary party cumpleanos aniversario fiesta',
]

const BY_WORD = new Map(
  MEANINGS.flatMap((line, at) => line.split(' ').map((word) => [plainOf(word), `meaning ${at}`] as const)),
)

/** What a word means beside itself; undefined where it is none of those that are known. */
export function meaningOf(word: string): string | undefined {
  return BY_WORD.get(word)
}

/** Without accents and capitals. */
export function plainOf(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
}
