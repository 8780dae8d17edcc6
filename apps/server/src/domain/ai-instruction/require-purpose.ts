import type { Id, InstructionPlace } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { refuse } from '../issue/refuse.ts'
import { readInstructions } from './read.ts'

const BY_AI = statement(`
  select id, name from inbox
  where org_id = $1 and channel = 'whatsapp' and ai_answers and backend_id is null
    and disconnected_at is null and ($2 = 'org' or id::text = $2)
  order by name, id`)

/**
 * WhatsApp takes no AI that talks about anything: it has to serve a purpose of the business.
 * https://www.whatsapp.com/legal/business-solution-terms
 *
 * @throws AppError `invalid_request` where AI answers in a number of WhatsApp and nothing in force says what
 * for.
 */
export async function requirePurpose(tx: OrgTx, place: InstructionPlace): Promise<void> {
  const { rows } = await tx.query<{ id: Id; name: string }>(BY_AI, [tx.orgId, place])
  for (const { id, name } of rows) {
    const { purpose } = await readInstructions(tx, id)
    if (purpose.trim() !== '') continue
    refuse(
      'purpose',
      `WhatsApp asks what AI is for in "${name}", such as "Orders and returns of our shop". ` +
        'Say it in the settings of the inbox, or in the instructions of the inbox or of the org.',
      `WhatsApp pide decir para qué está la IA en «${name}», por ejemplo «Pedidos y devoluciones de la ` +
        'tienda». Dilo en los ajustes de la bandeja, o en las instrucciones de ella o de la organización.',
    )
  }
}
