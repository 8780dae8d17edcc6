import { isDeepStrictEqual } from 'node:util'
import type { GateLack, InstructionPlace, Issue } from '@hilo/protocol'
import { decodeOrNull } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { type FrozenWords, freezeWords } from './freeze-words.ts'
import type { Gate, Tried } from './gate.ts'
import { readSetup, type Setup, setupDifference } from './setup.ts'

/** Of the articles and the instructions as they will be once it holds. */
type Now = { knowledge: string; draft: InstructionPlace | null }

/** What keeps something from passing a gate; null: nothing. */
export async function lackOf(
  tx: OrgTx,
  { shareNeeded }: Gate,
  { tried, knowledge, draft }: Now & { tried: Tried | undefined },
): Promise<GateLack | null> {
  if (!tried) return 'evaluation'
  if (100 * tried.passed < shareNeeded * tried.cases) return 'share'
  if (tried.knowledge !== knowledge) return 'articles'
  // What was never in force is the newest, so the words of now are those that are to be published.
  const words = decodeOrNull<FrozenWords>(tried.words)
  const isCurrent = words && isDeepStrictEqual(words, await freezeWords(tx, draft, Object.keys(words)))
  return isCurrent ? otherSetup(tx, tried) : 'instructions'
}

/** One that began before its setup was kept counts as it did. */
async function otherSetup(tx: OrgTx, tried: Tried): Promise<GateLack | null> {
  const setup = decodeOrNull<Setup>(tried.setup)
  if (!setup) return null
  const [part = null] = setupDifference(setup, await readSetup(tx, Object.keys(setup.tools)))
  return part
}

type Lacking = { gate: Gate; lack: GateLack; tried: Tried | undefined }

/** As it is said to who wants to publish; its path leads, under `/v1/ai`, to what there is to look at. */
export function issueOf({ gate, lack, tried }: Lacking): Issue {
  const { passed = 0, cases = 0, notPlayed = 0 } = tried ?? {}
  const figures = { needed: gate.shareNeeded, passed, cases, notPlayed }
  return {
    path: tried ? ['evaluations', tried.id] : ['test-sets', gate.id],
    message: `The test set "${gate.name}" ${EN[lack](figures)}`,
    messageEs: `El conjunto de pruebas "${gate.name}" ${ES[lack](figures)}`,
  }
}

type Figures = { needed: number; passed: number; cases: number; notPlayed: number }
type Sentences = Record<GateLack, (figures: Figures) => string>

const EN: Sentences = {
  evaluation: () => 'has to be evaluated on these words first.',
  share: ({ needed, passed, cases, notPlayed }) => {
    const unknown = notPlayed > 0 ? `, and ${notPlayed} could not be played: its evaluation says why` : ''
    return `needs ${needed} % of its cases: ${passed} of ${cases} passed${unknown}.`
  },
  articles: () => 'was evaluated on other articles than those of now: evaluate it again.',
  instructions: () => 'was evaluated beside other instructions than those of now: evaluate it again.',
  models: () => 'was evaluated with other models than those of now: evaluate it again.',
  meaning: () => 'was evaluated with another search by meaning than that of now: evaluate it again.',
  tools: () => 'was evaluated with other tools than those of now: evaluate it again.',
}
const ES: Sentences = {
  evaluation: () => 'primero tiene que evaluarse con estas palabras.',
  share: ({ needed, passed, cases, notPlayed }) => {
    const unknown = notPlayed > 0 ? `, y ${notPlayed} no se pudieron probar: la evaluación dice por qué` : ''
    return `pide el ${needed} % de sus casos: pasan ${passed} de ${cases}${unknown}.`
  },
  articles: () => 'se evaluó con otros artículos que los de ahora: hay que evaluarlo otra vez.',
  instructions: () => 'se evaluó junto a otras instrucciones que las de ahora: hay que evaluarlo otra vez.',
  models: () => 'se evaluó con otros modelos que los de ahora: hay que evaluarlo otra vez.',
  meaning: () => 'se evaluó con otra búsqueda por significado que la de ahora: hay que evaluarlo otra vez.',
  tools: () => 'se evaluó con otras herramientas que las de ahora: hay que evaluarlo otra vez.',
}
