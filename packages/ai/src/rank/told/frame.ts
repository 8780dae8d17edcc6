import type { TextLanguage } from '../../text/language.ts'

/**
 * Words that frame a question and say nothing of what it is about: "could you tell me whether ...", "my
 * husband and I will be coming tomorrow and would like to know ...".
 */
export const FRAME: Record<TextLanguage, string> = {
  en: `want wanted wants like liked love know knew known tell told wonder wondering wondered need needed
    needs looking look possible able curious ask asking asked question questions guys guy offer
    provide give let please sorry hope think thinking thought say said saying mean see seen seeing
    find found try trying tried help going go come coming came make made making thing things something
    anything someone anyone somebody anybody everything way really just still yet already also even
    maybe actually basically quite kind sort lot bit one ones much many today tomorrow tonight
    yesterday now soon later moment currently usually normally quick quickly thanks thank cheers hi
    hello hiya hey dear good great nice ok okay yes sure`,
  es: `quiero quisiera querría quería queremos necesito necesitamos necesitaría saber sabe sabes sabés
    saben decir decirme decime dime dígame podría podrías podrían podés puedes podemos podremos
    gustaría preguntar pregunta duda dudas información info hacer hago hacen hacés haría tenés tenemos
    tengo ofrecen ofreces dan dar das existe posible favor ver veo pensar pienso creo espero busco
    buscando buscamos ir voy vamos vas va venir vengo ando andamos cosa cosas algo alguien alguno
    manera forma poco ahora ahorita ya todavía aún recién luego después hoy mañana ayer momento
    estimados disculpe disculpa perdón perdona gracias saludos hola buenas dale ok realmente verdad
    solo también tampoco además`,
  pt: `quero queria queremos gostaria preciso precisamos precisaria saber sabe sabem dizer diga diz
    poderia poderiam posso pode podem podemos consegue consigo conseguem informação informações dúvida
    dúvidas pergunta perguntar possível fazer faço fazem faz faria oferecem tem têm tenho temos dão
    dar dá favor ver vejo penso acho espero procuro procurando ir vou vamos vai vir venho coisa coisas
    algo alguém alguma algum jeito forma pouco agora já ainda depois hoje amanhã ontem momento
    desculpa desculpe obrigado obrigada oi olá ok mesmo só também além`,
}
