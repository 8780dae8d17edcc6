import type { TextLanguage } from './language.ts'

// Folded, as the words that they are compared with. What an elision leaves (`don't`, `it's`) is among them.

const ENGLISH = `
a about above after again against all am an and any are aren as at be because been before being
below between both but by can cannot could couldn d did didn do does doesn doing don down during
each few for from further had hadn has hasn have haven having he her here hers herself him himself
his how i if in into is isn it its itself just ll m may me might more most mustn my myself no nor
not now of off on once only or other our ours ourselves out over own re s same shan she should
shouldn so some such t than that the their theirs them themselves then there these they this those
through to too under until up us ve very was wasn we were weren what when where which while who whom
whose why will with won would wouldn you your yours yourself yourselves whats wheres whos hows dont
doesnt didnt cant wont isnt arent im ive youre youve theres thats u ur r pls plz wd got gonna wanna`

const SPANISH = `
a al algo algun alguna algunas alguno algunos ante antes aquel aquella aquellas aquello aquellos
aqui asi aun aunque cada como con contra cual cuales cualquier cuando cuanta cuantas cuanto cuantos
cuyo cuya cuyos cuyas de del desde donde dos durante e el ella ellas ello ellos en entre era eran
eres es esa esas ese eso esos esta estaba estaban estado estais estamos estan estar estas este esto
estos estoy fue fueron fui ha habeis habia habian haber hace hacen hacer hacia han has hasta hay
haya he hemos hubo la las le les lo los mas me mi mis mucha muchas mucho muchos muy nada ni no nos
nosotras nosotros nuestra nuestras nuestro nuestros o os otra otras otro otros para pero poco por
porque puede pueden puedo pues que quien quienes se sea sean segun ser si sido siendo sin sobre sois
somos son soy su sus suya suyas suyo suyos tal tambien tampoco tan tanto te tenia tengo ti tiene
tienen toda todas todo todos tras tu tus tuya tuyo un una unas uno unos usted ustedes va vosotras
vosotros vuestra vuestro y ya yo q xq pq porfa xfa tmb tb vos sos estas tenes`

const PORTUGUESE = `
a ainda alem algo alguem algum alguma algumas alguns ante antes ao aos apos aquela aquelas aquele
aqueles aquilo as ate cada com como contra cuja cujas cujo cujos da das de dela delas dele deles
depois desde dessa desse desta deste do dos e ela elas ele eles em entre era eram essa essas esse
esses esta estamos estao estar estas estava estavam este estes esteve estive estou eu foi for foram
fosse fui ha haja isso isto ja la lhe lhes lo mais mas me mesmo meu meus minha minhas muita muitas
muito muitos na nao nas nem nenhum nenhuma nessa nesse nesta neste no nos nossa nossas nosso nossos
num numa o onde os ou outra outras outro outros para pela pelas pelo pelos per perante pode podem
posso pois por porque qual quais quando quanta quantas quanto quantos que quem se seja sejam sem
sempre sendo ser sera seu seus si sido so sob sobre somos sou sua suas tal tambem tanta tanto te tem
tenho ter teu teus teve tinha tinham toda todas todo todos tu tua tuas tudo um uma umas uns vai voce
voces vos vc vcs q pq oq tb tbm pra pro pras pros to ta tao ne`

const STOP_WORDS: Record<TextLanguage, ReadonlySet<string>> = {
  en: setOf(ENGLISH),
  es: setOf(SPANISH),
  pt: setOf(PORTUGUESE),
}

/** Words that say nothing of what a text is about, folded. */
export function isStopWord(word: string, language: TextLanguage): boolean {
  return STOP_WORDS[language].has(word)
}

function setOf(words: string): ReadonlySet<string> {
  return new Set(words.trim().split(/\s+/))
}
