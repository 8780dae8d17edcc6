import { json } from '../http/answer.ts'
import { bodyOf, idempotencyKeyOf, requireToken, serviceAnswer } from '../http/business-call.ts'
import { once } from '../http/once.ts'
import { type Route, route } from '../http/route.ts'
import { type Crm, Lead } from './crm.ts'

/** The CRM's own API. */
export function crmRoutes(crm: Crm): Route[] {
  return [
    route('POST', '/crm/leads', (request) =>
      serviceAnswer(crm, async () => {
        requireToken(request, crm.settings.token)
        const lead = bodyOf(request, Lead)
        const call = { key: idempotencyKeyOf(request), request: lead }
        const { isRepeated } = await once(crm, call, () => {
          crm.leads.set(lead.externalId, lead)
        })
        return json(isRepeated ? 200 : 201, lead)
      }),
    ),
  ]
}
