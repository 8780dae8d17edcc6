/**
 * Words that are written to a model, in English, Spanish and Portuguese, folded. Spaces stand for any gap.
 */

export type InjectionFlag = (typeof INJECTION_FLAGS)[number]

export const INJECTION_FLAGS = [
  'override',
  'role',
  'prompt_request',
  'markup',
  'tool_request',
  'exfiltration',
  'hidden_text',
  'addressed_to_model',
] as const

const IGNORE = `ignor\\w*|disregard\\w*|forget|omit\\w*|olvid\\w*|desestim\\w*|descart\\w*|esquec\\w*|
  desconsider\\w*|override|bypass|skip|anul\\w*|haz caso omiso|hace caso omiso|deja de lado|no sigas|
  nao siga|do not follow|don't follow|stop following|deja de seguir|pare de seguir|replace|reemplaz\\w*|
  substitu\\w*|sobrescrib\\w*`
const EARLIER = `previous|prior|earlier|above|preceding|all|any|your|these|those|initial|original|
  everything|anterior\\w*|previ[ao]s?|todas?|todos?|tus|sus|suas?|seus|esas|estas|de arriba|acima|
  iniciales|iniciais|lo que te dijeron|que te dieron|que recebeu|the|las|los|as|os|system|sistema|
  safety|security|seguridad|seguranca`
const RULES = `instructions?|instrucciones|instruccion|instrucoes|instrucao|prompts?|rules?|reglas?|
  regras?|guidelines?|directivas?|diretrizes|directrices|directions?|orders?|ordenes|ordens|
  restrictions?|restricciones|restricoes|constraints?|politicas?|polic(?:y|ies)|filters?|filtros?|
  limitations?|limitaciones|guardrails?|safeguards?|programming|programacion|programacao|context|
  contexto|indicaciones|orientacoes|told|dijeron|disseram|training|entrenamiento`
const MODEL = `ai|ia|model|modelo|assistant|asistente|assistente|chatbot|bot|llm|gpt|chatgpt|
  language model|robot|agent|agente|sistema|system`

export const PATTERNS: Readonly<Record<Exclude<InjectionFlag, 'hidden_text'>, readonly RegExp[]>> = {
  override: [
    pattern(`(?:${IGNORE})\\W+(?:\\w+\\W+){0,4}?(?:${EARLIER})\\W+(?:\\w+\\W+){0,4}?(?:${RULES})`),
    pattern(`(?:${IGNORE})\\W+(?:\\w+\\W+){0,2}?(?:${RULES})`),
    pattern(`(?:${IGNORE})\\W+(?:everything|all|todo|tudo|lo|el|o|the|este|
      this)\\W+(?:\\w+\\W+){0,3}?(?:above|before|said|told|anterior|antes|dicho|dito|acima|arriba|
      dijeron|disseram)`),
    pattern(`(?:new|updated|nuevas?|novas?|actualizadas?)\\W+(?:system\\W+|del sistema\\W+|
      do sistema\\W+)?(?:instructions?|instrucciones|instrucoes|prompt|rules?|reglas?|regras?|
      directive|directiva|orders?|ordenes)\\W*(?::|from|de|do|is|are|son|sao|follow|a partir)`),
    pattern(`from now on\\W+(?:you|your|act|answer|only|always|respond)|de ahora en (?:mas|
      adelante)\\W+(?:\\w+\\W+){0,2}?(?:sos|eres|seras|respond\\w*|contest\\w*|actua\\w*|debes|tenes|
      solo|obedec\\w*)|a partir de (?:ahora|agora)\\W+(?:\\w+\\W+){0,2}?(?:sos|eres|voce|seras|
      respond\\w*|actua\\w*|aja|debes|so|obedec\\w*)`),
    pattern(`(?:your|tus|suas|seus) (?:restrictions|rules|filters|limits|reglas|restricciones|filtros|
      limites|regras|restricoes) (?:are|have been|were|estan|fueron|quedan|foram|estao|no longer|
      do not|no aplican|nao se aplicam|ya no)`),
    pattern(`(?:assistant|asistente|assistente|ai|ia|model\\w*|modelo|respond\\w*|answer\\w*|act\\w*|mode|
      modo|sos|eres)\\W+(?:\\w+\\W+){0,3}?(?:without|sin|sem) (?:any |ningun[ao]? |
      nenhum[ao]? )?(?:restrictions|restricciones|restricoes|filters?|filtros?|censorship|censura|
      limits|limites|guardrails)`),
    pattern(`(?:this|esto|este|esta|isto|isso) (?:\\w+\\W+)?(?:overrides|supersedes|replaces|anula|reemplaza|
      sustituye|substitui|cancela) (?:\\w+\\W+){0,4}?(?:instructions?|instrucciones|instrucoes|rules?|
      reglas?|regras?|anterior\\w*|previous|prompt|policy|politica)`),
    pattern(`your (?:guidelines|instructions|rules|policies|restrictions) (?:were|have been|got|are)\\W+
      (?:just )?(?:updated|changed|relaxed|lifted)`),
    pattern(`(?:finish|end|begin|start|close|prefix) (?:each|every|all|any)(?: of)?(?: your)?\\W+
      (?:reply|replies|answers?|responses?|messages?)|(?:termina\\w*|empieza\\w*|empeza\\w*|comec\\w*|
      encerr\\w*) (?:cada|todas?|tus|suas) (?:\\w+ )?(?:respuestas?|respostas?|mensajes?|mensagens)`),
    // An answer that is dictated.
    /\b(?:confirm|reply|answer|state|confirm[ae]|respond[ae]|contest[ae])\b[^"“«\n]{0,20}["“«][^"”»\n]{8,}/i,
    pattern(`(?:repeat|repeti\\w*|repita|repite) (?:after me|exactly|exactamente|exatamente|literally|
      literalmente|this|esto|isto)\\b`),
    pattern(`(?:rot13|base64|decode|decipher|hex)\\b(?:\\W+\\w+){0,8}?\\W+(?:act on|follow|execute|process|
      obey|do what)`),
  ],
  role: [
    pattern(`(?:you are|you're|sos|eres|voce e|usted es) (?:now|ahora|agora|hereby|no longer|ya no|
      nao e mais)\\W+(?:an?|the|in|free|dan|un|una|el|la|um|uma|o|root|admin\\w*|called|able|allowed|
      bound)\\b`),
    pattern(`(?:now|ahora|agora) (?:you are|sos|eres|voce e|usted es)\\W+(?:an?|the|in|free|dan|un|una|el|la|
      um|uma|o|root|admin\\w*|capaz|libre|livre)\\b`),
    pattern(`(?:pretend|imagine|simulate|roleplay|role-play|finge|fingi|fingi que|haz de cuenta|
      hace de cuenta|imagina|imaginate|simula|finja|faca de conta|actua|act|aja|behave|comportate|
      comporte-se) (?:\\w+\\W+){0,3}?(?:you are|you're|to be|as an?|as if|as the|que sos|que eres|
      que voce|ser|como si|como un|como uma?|como el|como o|como se)`),
    // Who writes to a model does so in any language.
    pattern(`(?:fai finta|fa finta|fingi|agisci|comportati|fais semblant|faites semblant|fais comme|
      faites comme|agis|tu so|spiele|verhalte dich|doe alsof|gedraag je)\\W+(?:\\w+\\W+){0,2}?(?:di essere|
      come|d'etre|que tu|si tu|comme|als|wie|je)\\b`),
    pattern(`\\b(?:dan|developer|god|jailbreak|debug|admin|root|sudo|maintenance|desarrollador|desenvolvedor|
      dios|depuracion|mantenimiento|manutencao|administrador) (?:mode|modo)|modo (?:dan|dios|
      desarrollador|desenvolvedor|debug|admin\\w*|root|depuracion|mantenimiento|manutencao|
      sin restricciones|sem restricoes|libre)`),
    pattern(`do anything now|jailbreak|jailbroken|unrestricted (?:ai|mode|assistant)|stay in character|
      no te salgas del personaje`),
    pattern(`(?:i am|i'm|soy|sou|aqui|this is|le habla) (?:your|tu|el|o|seu|the|un|um|
      an?) (?:\\w+ )?(?:developer|creator|administrator|system administrator|openai|programador\\w*|
      desarrollador\\w*|creador\\w*|administrador\\w*|criador\\w*|desenvolvedor\\w*|engineer|
      ingenier[oa])(?:\\W+\\w+){0,6}?\\W+(?:show|reveal|give|disable|enable|ignore|authori[sz]e|
      autoriz\\w*|mostra\\w*|muestra\\w*|revela\\w*|desactiva\\w*|desativ\\w*|activa\\w*|ignor\\w*|
      dame|me de|need|necesito|preciso|override|you|must|debes)`),
  ],
  prompt_request: [
    pattern(`(?:show|reveal|print|repeat|output|display|tell|give|write|share|leak|dump|paste|copy|send|list|
      translate|summari[sz]e|what (?:is|are|were)|mostra\\w*|muestra\\w*|revela\\w*|repet\\w*|repite|
      imprim\\w*|dime|decime|dame|escrib\\w*|comparti\\w*|comparte|copia\\w*|pega\\w*|traduc\\w*|
      traduz\\w*|resum\\w*|cual(?:es)?|mostre|revele|repita|copie|traduza|imprima|diga|me diga|me de|
      escrev\\w*|compartilh\\w*|cole|liste|lista\\w*|qual|
      quais)\\W+(?:\\w+\\W+){0,5}?(?:system prompt|your (?:\\w+ )?(?:prompt|instructions|rules|
      guidelines|directives)|initial (?:prompt|instructions)|hidden (?:prompt|instructions|rules)|
      (?:tu|tus|su|sus|seu|seus|sua|suas) (?:\\w+ )?(?:prompt|instrucciones|instrucoes|reglas|regras|
      directivas|diretrizes|indicaciones)|prompt (?:de|del|do) sistema|instrucciones (?:iniciales|
      internas|ocultas|del sistema)|instrucoes (?:iniciais|internas|ocultas|do sistema)|
      texto (?:de arriba|anterior|acima)|(?:text|words|everything|all) above)`),
    pattern('system prompt|prompt (?:de|del|do) sistema'),
    pattern(`(?:reglas|regras|rules|instrucciones|instrucoes|instructions) (?:que (?:seguis|sigues|segue|
      voce segue)|(?:that )?you (?:follow|were given|obey))`),
    pattern(`what (?:were|was) you (?:told|instructed)|how (?:were|are) you (?:instructed|prompted|
      programmed)|que (?:te|le) (?:ordenaron|indicaron|programaron)`),
  ],
  markup: [
    /<\/?\s*(?:system|instructions?|assistant|user|prompt|im_start|im_end|tool_?(?:call|result|response)?s?|function_?(?:calls?|results?)?|context|knowledge|document|admin|override|secret|sys)\b[^>]{0,80}>/i,
    /<\|[^|>]{1,40}\|>|\[\/?(?:INST|SYS|SYSTEM|ASSISTANT|TOOL)\]|<<\/?SYS>>|\{\{\s*#?(?:system|assistant|user)/i,
    /(?:^|\n)\s*(?:#{1,6}\s*|\*{1,2}|-{2,}\s*|={2,}\s*|\[)?(?:system|assistant|developer|sistema|asistente|assistente)(?:\s+(?:message|prompt|note|mensaje|mensagem|nota|override|update|instructions?))?\]?\*{0,2}\s*(?::|-{2,}|={2,}|>>)/i,
    /\[(?:sistema|system|internal|interno|admin)\]|(?:nota|mensaje|mensagem|aviso)\s+(?:del|do)\s+sistema\b|\bsystem\s+(?:note|override)\b/i,
    /"(?:tool|function)"\s*:[^}]{0,200}"(?:arguments|parameters|args)"\s*:|"_?(?:agent|assistant|model|bot|ai)?_?(?:override|instructions?)"\s*:/i,
    /"role"\s*:\s*"(?:system|assistant|developer|tool)"|"tool_calls?"\s*:|"function_call"\s*:/i,
    /(?:-{3,}|={3,}|#{3,}|\*{3,})\s*(?:end|begin|start|fin|inicio|fim)\s+(?:of|del?|do|da)?\s*(?:\w+\s+){0,3}(?:prompt|instructions?|context|contexto|document\w*|instrucciones|instrucoes|user|article|articulo|artigo|system|conversation)/i,
  ],
  tool_request: [
    pattern(`(?:call|invoke|execute|run|use|trigger|llama\\w*|invoca\\w*|ejecuta\\w*|usa\\w*|utiliza\\w*|
      chame|execute|rode|acione|aciona\\w*|dispara\\w*)\\W+(?:\\w+\\W+){0,4}?(?:tools?|functions?|
      endpoint|api|herramientas?|funcion(?:es)?|ferramentas?|funcao|webhook|sql|shell|command|comando|
      script|code)\\W`),
    /\b(?:ejecutar|executar|execute|run)\s*(?:ahora|agora|now)?\s*:?\s*[a-z_]{3,30}\s?\([^)]{1,200}\)/i,
    /\b(?:call|run|execute|invoke|use|llama a|llamá a|ejecuta|ejecutá|execute|chame|usa|usá)\s+\x60?[a-z]{2,20}(?:_[a-z]{2,20}|[A-Z][a-z]{1,20}|\(\))+/u,
    /\b(?:drop\s+table|delete\s+from|select\s+\*\s+from|rm\s+-rf|curl\s+https?:|wget\s+https?:|eval\(|os\.system|subprocess\.)/i,
    pattern(`(?:assistant|asistente|assistente|ai|ia|model|modelo|bot|agent|
      agente)\\W+(?:\\w+\\W+){0,4}?(?:must|should|has to|shall|debes?|tenes que|tiene que|deve|
      tem que|please|por favor)\\W+(?:\\w+\\W+){0,3}?(?:refund|transfer|cancel|delete|approve|issue|
      grant|send|call|reembols\\w*|transferir|cancelar|borrar|eliminar|aprobar|aprovar|emitir|enviar|
      llamar|otorgar|apagar|chamar|conceder|set|mark|marcar)`),
    pattern(`(?:refund|discount|credit|coupon|reembolso|descuento|desconto|credito|cupon|
      cupom)\\W+(?:\\w+\\W+){0,6}?(?:without|sin|sem)\\W+(?:\\w+\\W+){0,2}?(?:asking|confirm\\w*|
      verif\\w*|checking|approval|pregunt\\w*|aprob\\w*|aprov\\w*|pergunt\\w*|consult\\w*)`),
    pattern(`(?:mark|set|flag|consider|treat|marca\\w*|considera\\w*|trata\\w*|marque|considere|
      trate)\\W+(?:\\w+\\W+){0,4}?(?:user|contact|conversation|order|request|account|usuario|contacto|
      contato|conversacion|conversa|pedido|solicitud|cuenta|conta|me)\\W+(?:\\w+\\W+){0,2}?(?:as|
      como)\\W+(?:\\w+\\W+){0,2}?(?:admin\\w*|verified|paid|approved|vip|owner|resolved|verificad[ao]|
      pagad[ao]|pago|aprobad[ao]|aprovad[ao]|dueno|dono)`),
  ],
  exfiltration: [
    pattern(`select\\W+(?:\\w+\\W+){1,8}?from\\W+\\w+\\W+where\\b`),
    pattern(`(?:send|post|forward|e-?mail|upload|transmit|exfiltrate|leak|append|include|embed|envia\\w*|
      manda\\w*|reenvia\\w*|sube|subi|adjunta\\w*|agrega\\w*|inclui\\w*|incluye|envie|mande|
      encaminh\\w*|anexe|inclua|adicione)\\W+(?:\\w+\\W+){0,8}?(?:conversation|chat history|history|
      transcript|messages|data|details|password|credentials|secrets?|api keys?|tokens?|cookies|
      conversacion|historial|mensajes|datos|contrasenas?|credenciales|secretos?|claves?|conversa|
      historico|mensagens|dados|senhas?|credenciais|segredos?|chaves?|phone number|telefono|telefone|
      emails?|correos?)\\W+(?:\\w+\\W+){0,8}?(?:to|at|into|in the|a|al|para|en|na|
      no)\\W+(?:\\w+\\W+){0,5}?(?:https?|www|\\S+@|url|link|enlace|server|servidor|address|direccion|
      endereco|image|imagen|imagem|webhook|parameter|parametro|this number|este numero|this email|
      este correo|este email)`),
    // An address with a gap in it, for whoever answers to fill.
    /https?:\/\/[^\s<>{}[\]]{1,200}(?:[?&/=](?:<[^>]{2,80}>|\{[^}]{2,80}\}|\[[^\]]{2,80}\]|X{3,}\b|[A-Z]+_[A-Z_]+\b))/u,
    /!\[[^\]]{0,200}\]\(\s*https?:[^)\s]{0,300}[?&=][^)]{0,300}(?:\{|\$|%7b|\+|<|\[|data|secret|history|chat|conversation|convers|historial|prompt|token|email)/i,
    pattern(`(?:other|another|all|otros?|otras?|todos los|todas las|outros?|outras?|todos os|todas as|every|
      cada|previous|last|ultimos?)\\W+(?:\\w+\\W+){0,1}?(?:customers?|clients?|users?|contacts?|
      people|clientes?|usuarios?|contactos?|contatos?|personas|pessoas|conversations?|conversaciones|
      conversas)(?:'s)?\\W+(?:\\w+\\W+){0,4}?(?:data|phone\\w*|numbers?|emails?|orders?|address\\w*|
      names?|cards?|passwords?|datos|telefonos?|numeros?|correos?|pedidos?|direccion\\w*|nombres?|
      tarjetas?|dados|telefones?|e-?mails?|enderecos?|nomes?|cartoes|cartao|messages|mensajes|
      mensagens)`),
    pattern(`(?:show|give|list|tell|reveal|export|dump|dame|dime|decime|lista\\w*|mostra\\w*|muestra\\w*|
      revela\\w*|exporta\\w*|me de|mostre|liste|diga|revele|exporte|passa\\w*|
      pasa\\w*)\\W+(?:\\w+\\W+){0,6}?(?:other|another|all|otros?|otras?|todos|todas|outros?|outras?|
      internal|internos?|internas?|last|ultimos?|previous|database|base de datos|banco de dados|
      api keys?|credentials|credenciales|credenciais|secrets?|secretos|segredos|environment variables|
      variables de entorno|variaveis de ambiente)\\W+(?:\\w+\\W+){0,3}?(?:customers?|clients?|users?|
      contacts?|clientes?|usuarios?|contactos?|contatos?|documents?|documentos?|notes?|notas?|keys?|
      claves?|chaves?|data|datos|dados|conversations?|conversaciones|conversas|orders|pedidos|
      contents?|contenido|conteudo|files|archivos|arquivos|passwords|contrasenas|senhas)`),
    pattern(`(?:api keys?|environment variables|variables de entorno|variaveis de ambiente|
      database (?:password|dump|schema|contents)|claves? de (?:la )?api|chaves? de api)`),
  ],
  addressed_to_model: [
    pattern(`(?:the |el |la |o |a )?(?:assistant|asistente|assistente|chatbot|ai model|language
      model)\\W+(?:must|should|shall|has to|debe|deve|tiene que|tem que|to process|will now)\\b`),
    pattern(`[\\[(](?:asistente|assistant|assistente|ai|ia|bot|bots|chatbot|note to bots?)\\s*:`),
    pattern(`(?:note|message|attention|instructions?|important|hint|reminder|observa\\w*|nota|mensaje|
      atencion|
      instrucciones|importante|aviso|mensagem|atencao|instrucoes|recado)\\W+(?:\\w+\\W+){0,2}?(?:to|
      for|para|al|a la|ao|a)\\W+(?:\\w+\\W+){0,3}?(?:${MODEL})\\b`),
    pattern(`(?:if you are|if you're|si sos|si eres|se voce e|cualquier|any|todo|every|dear|estimad[oa]|
      querid[oa]|prezad[oa]|hey|attention|atencion|atencao)\\W+(?:an?|un|una|uma?|o|the|
      el)?\\W*(?:${MODEL})\\W+(?:\\w+\\W+){0,4}?(?:reading|read|processing|summari[sz]ing|leyendo|lee|
      lea|que lea|procesa\\w*|lendo|leia|must|should|debe\\w*|tiene\\w*|deve|please|por favor|ignore|
      ignora|reply|respond\\w*|say|decir|diga|tell|do not|no|nao)`),
    pattern(`when (?:asked|answering|you (?:answer|reply|respond|read|see|process|
      summari[sz]e))\\W+(?:\\w+\\W+){0,8}?(?:say|tell|always|reply|recommend|include|add|never|
      respond|output|claim)|(?:cuando|al|quando|ao) (?:te pregunten|respond\\w*|contest\\w*|leas|leer|
      resum\\w*|perguntarem|leia|ler|proces\\w*)\\W+(?:\\w+\\W+){0,8}?(?:di|deci|decile|siempre|
      sempre|recomenda\\w*|recomienda|agrega\\w*|inclui\\w*|incluye|nunca|diga|responde|adicione|
      inclua|afirma\\w*)`),
    pattern(`(?:tell|inform|assure|convince|decile|dile|diga|diga-lhe|informa\\w*|asegura\\w*|
      convence\\w*)\\W+(?:to\\W+|a\\W+|al\\W+|ao\\W+|the\\W+|o\\W+)?(?:every|all|any|the|a|el|la|los|
      todos?|o|os)?\\W*(?:user|customer|client|contact|visitor|reader|usuario|cliente|contacto|
      contato|visitante|lector|leitor)s?\\W+(?:that|to|que|de|a)\\W`),
    pattern(`do not (?:mention|tell|reveal|disclose|inform)\\W+(?:\\w+\\W+){0,3}?(?:this|these|user|customer|
      anyone)|no (?:menciones|le digas|reveles|informes|cuentes)\\W+(?:\\w+\\W+){0,3}?(?:esto|estas|
      esta|usuario|cliente|nadie)|nao (?:mencione|diga|revele|informe|
      conte)\\W+(?:\\w+\\W+){0,3}?(?:isto|isso|esta|usuario|cliente|ninguem)`),
    pattern(`(?:respond|reply|answer|say|output|print|write|responde\\w*|contesta\\w*|di|deci|escribe|
      escribi|imprime|diga|responda|escreva)\\W+(?:\\w+\\W+){0,2}?(?:only|just|exactly|solo|solamente|
      unicamente|exactamente|apenas|somente|exatamente)\\W+(?:\\w+\\W+){0,3}?(?:with|con|com|the|
      the word|la palabra|a palavra|this|esto|isto|":|"|pwned|hacked|yes|si|sim)`),
  ],
}

/** Words of a pattern, however they are spaced; it begins at the beginning of a word. */
function pattern(source: string): RegExp {
  return new RegExp(`(?<![a-z0-9])(?:${source.replace(/\n\s*/g, '').replace(/ /g, '[\\s_-]+')})`, 'i')
}
