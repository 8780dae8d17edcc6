/**
 * Frequent words by which Spanish and Portuguese are told apart, as their spelling shows no rule for it.
 * A word that both have, such as "mesa", is in neither list.
 */
export const TELLING_WORDS: Readonly<Record<string, ReadonlySet<string>>> = {
  en: setOf(`about after all also american any are as at back be been best book buy by can car card city
    company
    contact cost could day did do does down each email end even every find first free from get go good
    great have help here high home hotel house if in info into its just know last like line local long
    made mail main make man many may money more most music name new next no not now off on one only open
    or order other our out over page park people phone place price public real report road room school
    score see service she shop site small so some still store street such support team than that their
    them then there they this time top total town two under unique up us use very was water we were will
    with work world year your`),
  es: setOf(`ahora abajo además aeropuerto ahí alcalde algo algún alguien allá allí anoche anterior año años
    aquel aquí así atención ayer ayuda ayuntamiento baja bajo blanca blanco buen buena bueno buscar
    caliente calle cerrado ciudad coche comedor compañía conocer creer cuál cuales cualquier cuando
    cuándo cuánto cuatro cuenta cuerpo debajo decir dejar derecha deporte desarrollo después dinero
    donde edad ejemplo ejército ella ellos empezar entonces escribir escrito ese eso español esto están
    estoy estudio fecha fin formación fue fueron gobierno ha hablar hacer hacia hasta hay hecho hermano
    hija hijo historia hizo hombre hoy huevo iglesia igual isla izquierda jefe joven jugador juego
    jueves junio julio lejos les lleva llegar luego lunes madera mañana martes más mayo mayor mejor mes
    mientras miembro mismo miércoles muchas mucho mujer muerte muerto nadie negocio ni niño ninguna
    ninguno noche nosotros noticias nueva nuevo ocho ojo otra otro padre país pájaro parecer pero perro
    piso playa población pregunta precio primera primero pronto propio pueblo puede puerta puerto pues
    quién quiere recuerdo rey rojo salir salud seguir según seis señor siempre siglo siguiente silla sin
    sino sitio solo sombrero son soy suelo sueño también tampoco tanto tener tengo tiempo tienda tiene
    todavía trabajo tren usted vamos ve vecino verdad viaje viejo viernes vino ya yo
    hola gracias ustedes necesito cómo dónde envío
    envíos tarjeta tarjetas factura soporte`),
  pt: setOf(`abaixo agora ainda além alguém algum ali amanhã aonde apenas aqui assim atrás até aviso baixa
    baixo
    barato bem boa bom brasil branco cabeça cadê café caminho carro casaco cedo cem cerveja chegar cheio
    chuva cidade coisa conhecer conta coração crescer criança cor depois deste dez dinheiro direita
    disse dois é eles ela ele em então escola escrever esquerda essa esse estado está estou eu fala
    falar fazer feira feito ficar filha filho fim fogo foi fora foram frango garoto gostar governo há
    hoje homem ilha imprensa inteiro irmã irmão isso isto já janela jogador jogo jornal jovem juiz lá
    leite ler lhe livro loja logo longe lua mãe maio maior mais mas medo meio melhor menino mês mesmo
    meu minha moeda moço morte muito mulher mundo não nem nenhum ninguém noite nome nós nossa nosso
    notícias nova novo nunca olhar olho ontem onze ou outra outro ouvir pagar pai pão palavra pela
    pequeno pergunta perto pesquisa pessoa pode porém porta português pouco povo praia preço prefeito
    primeiro próprio quais qual quando quanto quarto quatro quem quer quinta rainha rei rua saúde
    segunda sei sem sempre sete seu sexta sob sou sua tamanho também tão tarefa tempo ter terça teve
    trabalhar trabalho três tudo vai velho verão viagem vinho vinte volta voltar vontade você vocês
    olá obrigado obrigada preciso onde atendente suporte funcionário frete boleto fatura cartão`),
}

function setOf(words: string): ReadonlySet<string> {
  return new Set(words.split(/\s+/))
}
