import { termsOf } from '../text/terms.ts'

/**
 * Words in which a business and its articles say the same, a row each, and those that say nothing of it: an
 * answer in other words than its source states no more for it. Above the gap are the words of which one is in
 * every other sentence. Words that change what is promised are in no row together.
 */
const ROWS: Readonly<Record<string, string>> = {
  en: `allow allowed accept accepted accepts welcome permitted permit possible
    cost costs price priced charge charged fee pay rate
    send ship shipping delivery deliver delivered arrive arrives arrival
    open opens opening hours available
    shut closed close closes closing
    free complimentary gratis included include includes extra-free
    buy purchase order ordered
    max maximum most limit up
    min minimum least
    need must required require requires have
    customer client member guest visitor person people
    phone telephone call ring number
    mail email e-mail write
    bring carry take
    begin begins start starts beginning
    end ends finish until expires deadline expire
    before prior ahead earlier
    after later
    store shop premises
    each per every
    several multiple
    site website page web link

    refund refunded reimburse money back
    return returned returns
    register registration sign enrol enrolment join booking book booked reserve reservation
    cancel cancelled cancellation
    guarantee warranty covered
    weigh weight weighing heavy
    child kid children kids
    dog dogs pet pets
    half fifty`,
  es: `permite permiten permitido permitidas aceptamos acepta aceptan admiten admitimos posible
    cuesta costo sale valor precio vale pagar pago cobra cobran tarifa abonar abona
    envio envios enviamos enviar mandar mandamos entrega entregamos despacho llega demora tarda
    abrimos abierto abre horario atendemos atencion estamos
    cerrado cerramos cierra cierran
    gratis gratuito gratuita cargo bonificado incluido incluida van entran incluye
    comprar compra compras gastas gasto pedido
    maximo hasta tope limite
    minimo menos desde
    necesita necesitas hace falta requiere debe hay tener tienes
    cliente socio huesped persona personas
    telefono llamar llamada telefonica numero
    mail correo escribir escribinos
    llevar traer
    empieza comienza inicio
    termina vence fin caduca vencimiento
    antes previo anticipacion
    despues luego
    tienda local sucursal
    cada por
    sitio web pagina enlace link
    mediodia tarde noche manana madrugada
    aplica entran valen corresponde

    reembolso devolucion devolver devuelve devolvemos
    inscripcion anotar anotas inscribir registro reserva reservar turno
    cancelar cancelacion baja
    garantia cubierto cubre
    pesa pesar peso
    nino ninos menores menor hijo
    perro perros mascota mascotas
    cuota cuotas vez veces pagos
    descuento menos rebaja
    bici bicicleta
    fianza deposito dejas`,
  pt: `permite permitido permitidos aceitamos aceita aceitam possivel
    custa custo sai valor preco vale pagar pagamento cobram cobradas cobrada taxa mensalidade fica
    envio enviamos enviar mandar mande entrega entregue frete chega demora prazo encomenda
    abrimos aberto abre horario atendemos atendimento funciona chegar
    fechado fechamos fecha
    gratis gratuito gratuita graca incluido inclui
    comprar compra compras pedido passando acima
    maximo ate limite
    minimo menos
    precisa necessario deve tem ter ha
    cliente socio hospede pessoa usuario
    telefone ligar ligacao fale numero
    email mail escrever
    levar trazer levantar levantamento retirar retirada
    comeca inicio entra check-in partir
    termina vence fim vencimento sai check-out
    antes previa antecedencia
    depois apos seguinte proximo
    loja estabelecimento
    cada por
    site pagina link
    noite tarde manha

    reembolso devolucao devolver
    inscricao inscrever registro reserva reservar agendamento agendar marcar marcacao
    cancelar cancelamento
    garantia coberto cobre cobertura cobertas
    pesa pesar peso
    crianca criancas
    cachorro caes cao cachorros pet
    parcela parcelas parcelada vezes
    desconto
    cupom codigo
    superior novo mais recente
    senha palavra-passe`,
}
const FREE: Readonly<Record<string, string>> = {
  en: `can could may might will would just only also simply get got give given go going come comes take make
    makes made use used using want like look find found see keep put work works working thing things way
    time times lot whole total altogether there so then than too well now when once if while whereas unless
    provided long soon right sure able it's we're you're don't isn't won't can't we'll you'll good ones one
    regarding about concerning certain anyone someone everything everyone nothing between depend depends
    currently still yet even actually basically stop stops starting works out each`,
  es: `podes puedes puede podemos poder queres quieres quiere vas va ir dar da das hacer haces hace tener
    tenes tiene toma ver pone poner usar usas caso cuando donde todo toda dia dias solo solamente tambien
    ademas entonces luego ya asi bien ahora siempre misma mismo cosa forma manera tiempo
    sacar saca queda quedan explicado lista sos eres adelante total corrido completo ese esa mediante`,
  pt: `pode podes podemos poder quiser quer quero vai vou ir dar da fazer faz tem ter ver veja por usar usa
    caso quando onde tudo toda todo dia dias so somente apenas tambem alem entao logo ja assim bem agora
    sempre mesma mesmo coisa forma maneira tempo passa passar passou fica ficar existe sao
    total voce seu sua no na pelo pela precisa quem meio encontra saia entre chama`,
}

type Alike = {
  sense(term: string): string
  isFree(term: string): boolean
  /** Whether a sense is one that many sentences of a business have. */
  isCommon(sense: string): boolean
}

const KNOWN = new Map<string, Alike>()

/** What the terms of a language mean here. */
export function alikeIn(language: string): Alike {
  const known = KNOWN.get(language)
  if (known) return known
  const [usual = '', telling = ''] = (ROWS[language] ?? '').split('\n\n')
  const rowsOf = (text: string) => text.split('\n').map((row) => termsOf(row, language))
  const rows = [...rowsOf(usual), ...rowsOf(telling)]
  const senses = new Map(
    rows.toReversed().flatMap((row) => row.map((term): [string, string] => [term, row[0] ?? term])),
  )
  const common = new Set(rowsOf(usual).map((row) => row[0] ?? ''))
  const free = new Set(termsOf(FREE[language] ?? '', language))
  const alike = {
    sense: (term: string) => senses.get(term) ?? term,
    isFree: (term: string) => free.has(term),
    isCommon: (sense: string) => common.has(sense),
  }
  KNOWN.set(language, alike)
  return alike
}
