/**
 * Kinds of words that matter when somebody asks for a person, in English, Spanish and Portuguese, without
 * accents. A star stands for any end of a word: "pas*" is "pasa", "pásame" and "passar".
 */
const WORDS = {
  PERSON: `human humans people person persons persona personas pessoa pessoas gente humano humanos
    humana someone somebody some1 anybody anyone alguien alguem guy humna umano sum1 nobody nadie
    ninguem hooman hoomans lady gentleman bloke dude fella lad lads folks fulano senorita chico chica
    muchacho muchacha moco moca rapaz menina menino girl beings being umana umanos humnao persn prsona
    persn peson pesoa persoa dudes guys pessoalmente som1 any1 alguno algum alguna alguma uno
    humn humen vivente sombody sumone somone fulana alguin algien prson pessona pesssoa gent`,
  STAFF: `agent agents agnet agente agentes rep reps representante representantes representative
    representatives representa* operator operators operador operadora operadores advisor adviser
    advisors assistant assistants assistente asistente asesor asesora asesores acesor atendente
    atendentes consultor consultora consultant ejecutiv* executiv* supervisor* manager managers gerente*
    encargad* responsable* responsavel boss jefe jefa chefe chefes patron dueno duena dono dona owner
    employee employees emplead* funcionari* staff colleague colleagues companer* colega colegas
    vendedor* salesperson tecnic* technician* specialist* especialista* equipo equipe team doctor
    doctora doutor doutora nurse lawyer abogad* advogad* superior officer officers clerk clerks worker
    workers trabajador trabajadora trabajadores trabalhador trabalhadora analista analistas analyst
    coordinador coordinadora coordenador coordenadora secretari* recepcionista receptionist mechanic
    mecanic* engineer ingenier* engenheir* concierge director directora diretor diretora administrador
    administradora ejecutivo cashier cajero cajera expert experto experta expertos profissional
    profesional professional dietitian nutritionist nutricionista veterinari* vet associate associates
    atendent* antendente atendete admins admin moderator crew partner encarregad* licenciad* enfermer*
    teammate teammates miembro membro executive executives atendiente colaborador* colaboradora pibe csr
    proprietari* propietari* subgerente coordenad* coordinad* orientador orientadora promotor promotora
   `,
  DEPARTMENT: `support soporte suporte atencion atendimento ventas vendas sales billing facturacion
    setor departamento department reclamos administracion financeiro sac accounts accounting
    reservations reception recepcion recepcao bookings workshop taller oficina office kitchen cocina
    cozinha contabilidad contabilidade cobranza cobranzas cobranca financiera finanzas reservas
    agendamento returns devoluciones comercial logistica sucursal matriz warehouse postventa posventa
    dispatch front desk tienda loja contaduria marketing gerencia direccion diretoria secretaria
    faturamento faturacao facturas cs assistencia asistencia`,
  TALK: `talk talking talkin hablando falando conversando chateando speak speaking chat chatting chatear
    discuss hablar* ablar platicar conversa* converse charlar comunicar* falar fla falo papo contact
    contacting contactar* contacto contato reach call callback ring phone llamar llamarme llamen
    llamenme llame liguem ligue ligar ligarem consultar tratar spoke spk tlk llamada llamadas ligacao
    ligacoes videollamada videochamada chamada callbacks phoning dial escriba escribame escribir escreva
    escrever message msg retorno hablo hablen hablame fale falem conversamos falarem falassem
    comuniquese contate contatem contatar contactem contacte contacten marque marquen ligassem telefonem
    telefonema telefonar hable habla fala phoned ringing videocall zoom`,
  GIVE: `transfer connect pass put hand switch forward assign get give bring send direct redirect refer
    find pasa pasame pasarme pasan pasas paseme pasen pasenme derivar derivame derivas derives deriva
    transfer* transfi* comunica comunicas comunicame comuniqueme comuniquen comunican conecta* conecte*
    manda mandame pon ponme poner poneme ponganme pongame pones da dame das dan passa passe passar
    passem encaminha* coloca bota chama chame chamar liga poe direciona cambiame llama traeme busca
    transferir transferred transferring transfiera transfieran transfierame transfieranme transferirme
    connecting connected patch route over arrange pasarle paselo pasalo pasar passo passe-me passa-me
    passem-me ponha ponham poe-me coloque coloquem direcione direcciona redirige redirija remite deriven
    derivenme derivalo encaminhe encaminhem encaminhar chamem mande manden mandenme transborda summon
    fetch grab passame traz trae ponelo ponlo botame ponte step`,
  MOVE: `transfer* transfi* transfir* escalat* escala escalar escale escalen escalem escalame escalalo
    escalo escalado derivar derivame derive deriven encaminha* encaminhe encaminhem connect connected
    conecta* conecte* pasame pasenme paseme pasarme transferirme`,
  ATTEND: `transferime derivame comunicame transfiereme atienda* atiende* atender* atendid* atenda
    atendam atendan atende attended atiendeme atiendanme atiendan atiendeme atendeme atendenme attend
    looks`,
  CALL: `call callback ring phone bell buzz llama* llame* llaman llamado marcan marquen marcar marcame
    marcarme marcadme telefonazo tubazo liga ligue* liguem ligam ligar* ligacao ligacoes retorno
    retorna* retorne* toque telefonem telefone telefona* videollamada videochamada devolver devuelva*
    devolvan`,
  HELP: `help* ayuda ayude* ayudar* ajuda ajudar ajude respond* contest* answer* serve* handle take
    confirm* confirma confirme confirmar revise revisa revisar review reviews look check solve resolve
    resuelva resolver resolva fix ver veja mire assist assists`,
  WANT: `want wants wanna need needs would rather prefer demand insist like let may can could quiero
    quiere kiero qiero quisiera necesito necesitamos prefiero preferiria exijo solicito pido ocupo
    gustaria deseo quero qero preciso prefiro gostaria peco desejo queria querria puedo podria posso
    poderia want2 wnt ned needing wish desire quisieramos queremos precisamos necesitaria pretendo
    pretendemos gostava queira quiera exige solicitar solicita lemme gimme dejame deixa`,
  BOT: `bot bots robot robots robo robos machine machines maquina maquinas computer computers automat*
    ia ai script programa chatbot chatbots chatgpt gpt automatico automatica automatizado automatizada
    automated automatic robotic robotico algoritmo algorithm llm contestadora
    contestador`,
  REAL: `real reales live actual human humana humano verdad verdade carne viva vivo`,
  NOT: `not no dont don't nao n never nunca sin sem neither nem ni isn't without nobody nadie ninguem
    stop enough instead basta quit avoid rather refuse refuso sick tired cansado cansada harto harta
    cansei fed can't cant won't wont doesn't isnt aint ain't lugar chega`,
  WITH: `to with con com wit a ao c pra pro para`,
  ABOUT: `for por about sobre de do da who quien quem que`,
  MINE: `my mi mis meu minha meus minhas`,
  YOUR: `your su tu seu sua vuestro`,
  ME: `me us nos yo i eu myself`,
  ARE: `are am is eres sos es estoy estas voce vc estou to tou e soy sou`,
  DONE: `talked spoke told said promised hable hablamos hablo dijo atendio falei falou disse atendeu was
    were fue foi helped contacted asked yesterday ayer ontem resolved resuelto resolvido found encontre
    achei solved`,
  OTHER: `another other else otra otro otras mas outra outro outras mais friend amigo`,
  COUNT: `per each how many one two three four six dos tres cuatro seis duas quatro cuantas cuanta cuanto
    quantas quanto price precio preco`,
  // Nearly one of the others, and none of them.
  NEITHER: `taking walking making contract contracts contrato contratos content context person's personal
    pessoal personalized operation operacion address advice present presente speaker spanking shorten`,
  LANGUAGE: `spanish english french german portuguese italian ingles espanol portugues frances italiano`,
} as const

export type Kind = keyof typeof WORDS

// Words that are looked for even when they are mistyped, if they are long enough to be told from others.
const FORGIVEN: ReadonlySet<Kind> = new Set(['PERSON', 'STAFF', 'TALK'])
const FORGIVEN_LENGTH = 6

const EXACT = new Map<string, Kind[]>()
const BEGINNINGS: [string, Kind][] = []
const NEARLY = new Map<string, Kind>()

for (const [kind, words] of Object.entries(WORDS) as [Kind, string][]) {
  for (const word of words.split(/\s+/)) learn(word, kind)
}

/** The kinds that a word is of, in lower case and without accents. */
export function kindsOf(word: string): Kind[] {
  const begun = BEGINNINGS.filter(([beginning]) => word.startsWith(beginning)).map(([, kind]) => kind)
  const known = [...(EXACT.get(word) ?? []), ...begun]
  return known.length > 0 ? [...new Set(known)] : nearlyOf(word)
}

function learn(word: string, kind: Kind): void {
  const isBeginning = word.endsWith('*')
  if (isBeginning) BEGINNINGS.push([word.slice(0, -1), kind])
  else EXACT.set(word, [...(EXACT.get(word) ?? []), kind])
  if (!FORGIVEN.has(kind) || isBeginning || word.length < FORGIVEN_LENGTH) return
  for (const near of shortened(word)) NEARLY.set(near, kind)
}

/** A letter too many, too few, another one, or two in the wrong order: one letter less of both is the same. */
function nearlyOf(word: string): Kind[] {
  if (word.length < FORGIVEN_LENGTH - 1 || word.length > 20) return []
  const kind = shortened(word)
    .map((near) => NEARLY.get(near))
    .find((found) => found !== undefined)
  return kind ? [kind] : []
}

function shortened(word: string): string[] {
  return [word, ...Array.from(word, (_, at) => word.slice(0, at) + word.slice(at + 1))]
}
