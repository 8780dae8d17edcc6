import type { TextLanguage } from './language.ts'

/**
 * Forms of one word that the algorithm of its language does not bring together: where the root of a verb
 * changes ("cierran", "cerramos"), where a short one keeps its ending ("abren", "abrimos"), and the noun
 * that a verb is asked by ("devolver", "devolución"). One word a line; the first form names it.
 */
export const ROOTS: Record<TextLanguage, string> = {
  en: `
    buy buys buying bought
    pay pays paying paid payment payments
    send sends sending sent
    sell sells selling sold
    bring brings bringing brought
    deliver delivers delivered delivery deliveries
    arrive arrives arriving arrived arrival
    refund refunds refunded
    choose chooses choosing chose chosen
    lose loses losing lost loss`,
  es: `
    abrir abro abre abres abrís abren abrimos abrirán abría abierto abiertos abierta abiertas apertura
    almorzar almuerzo almuerzos almuerzan almorzamos
    atender atiendo atiende atienden atendemos atendés atención
    cerrar cierro cierra cierran cerramos cerrás cierre cerrado cerrada
    comenzar comienzo comienza comienzan comenzamos
    conseguir consigo consigue consiguen conseguimos
    costar cuesta cuestan costaría costo costos coste costes
    devolver devuelvo devuelve devuelven devolvemos devolvés devolución devoluciones devuelto
    empezar empiezo empieza empiezan empezamos
    encontrar encuentro encuentra encuentran encontramos
    entregar entrego entrega entregan entregas
    inscribir inscribo inscribe inscriben inscripción inscripciones inscrito
    medir mido mide miden medida medidas
    mostrar muestro muestra muestran mostramos
    mover muevo mueve mueven movemos
    pedir pido pide piden pedimos pedís pedido pedidos
    perder pierdo pierde pierden perdí perdimos perdido
    probar pruebo prueba prueban probamos
    recibir recibo recibe reciben recibimos recepción
    reponer repongo repone reponen reposición
    seguir sigo sigue siguen seguimos
    servir sirvo sirve sirven servimos
    sugerir sugiero sugiere sugieren sugerimos sugerencia
    suscribir suscribo suscribe suscriben suscripción suscripciones
    traer traigo trae traen traemos
    vender vendo vende venden vendemos venta ventas
    venir vengo viene vienen venimos
    resolver resuelvo resuelve resuelven resolvemos resolución
    renovar renuevo renueva renuevan renovamos renovación
    extender extiendo extiende extienden extensión
    reservar reservo reserva reservan reservas`,
  pt: `
    abrir abro abre abrem abrimos abriu aberto abertos aberta abertas abertura
    atender atendo atende atendem atendemos atendimento
    conseguir consigo consegue conseguem conseguimos
    devolver devolvo devolve devolvem devolvemos devolução devoluções devolvido
    entregar entrego entrega entregam entregas
    inscrever inscrevo inscreve inscrevem inscrição inscrições inscrito
    medir mede medem medida medidas
    pedir pede pedem pedimos pedido pedidos
    perder perco perde perdem perdi perdemos perdido
    receber recebo recebe recebem recebemos recepção
    repor reponho repõe reposição
    servir sirvo serve servem servimos
    trazer trago traz trazem trazemos
    vender vendo vende vendem vendemos venda vendas
    vir venho vem vêm vimos
    resolver resolvo resolve resolvem resolução
    pagar pago paga pagam pagamos pagamento pagamentos
    enviar envio envia enviam envios
    funcionar funciona funcionam funcionamento`,
}
