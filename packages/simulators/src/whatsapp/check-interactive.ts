/**
 * The limits of buttons, lists and the other interactive messages.
 * https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages#interactive-object
 */
import { checkCatalogue, checkedProduct, checkProducts } from './check-products.ts'
import { type Fields, listAt, objectAt, optionalTextAt, textAt, unique } from './fields.ts'
import { GraphError } from './graph-error.ts'

const BODY_MAX: Record<string, number> = {
  button: 1024,
  list: 4096,
  cta_url: 1024,
  location_request_message: 1024,
  request_contact_info: 1024,
  flow: 1024,
  product: 1024,
  product_list: 1024,
  catalog_message: 1024,
}

/**
 * @throws GraphError 131008, 131009 or 131051 for what the platform would refuse or this simulator does not
 * show.
 */
export function checkInteractive(interactive: Fields): Fields {
  const type = textAt(interactive, 'type', { path: "interactive['type']", max: 64 })
  const bodyMax = Object.hasOwn(BODY_MAX, type) ? BODY_MAX[type] : undefined
  if (bodyMax === undefined)
    throw new GraphError(131051, `Interactive messages of type ${type} are not simulated.`)

  if (type === 'product' && interactive.body === undefined) return checkedProduct(interactive)
  const body = objectAt(interactive, 'body', "interactive['body']")
  textAt(body, 'text', { path: "interactive['body']['text']", max: bodyMax })
  checkHeaderAndFooter(interactive)
  const action = objectAt(interactive, 'action', "interactive['action']")
  if (type === 'button') checkButtons(action)
  if (type === 'list') checkList(action)
  if (type === 'cta_url') checkLink(action)
  if (type === 'flow') checkFlow(action)
  if (type === 'product') return checkedProduct(interactive)
  if (type === 'product_list') checkProducts(interactive)
  if (type === 'catalog_message') checkCatalogue(action)
  return interactive
}

function checkHeaderAndFooter(interactive: Fields): void {
  if (interactive.footer !== undefined) {
    const footer = objectAt(interactive, 'footer', "interactive['footer']")
    textAt(footer, 'text', { path: "interactive['footer']['text']", max: 60 })
  }
  if (interactive.header === undefined) return
  const header = objectAt(interactive, 'header', "interactive['header']")
  const type = textAt(header, 'type', { path: "interactive['header']['type']", max: 16 })
  if (type === 'text') textAt(header, 'text', { path: "interactive['header']['text']", max: 60 })
  else if (interactive.type === 'list') {
    throw new GraphError(131009, 'The header of a list can only be text.')
  } else objectAt(header, type, `interactive['header']['${type}']`)
}

function checkButtons(action: Fields): void {
  const path = "interactive['action']['buttons']"
  const buttons = listAt(action, 'buttons', { path, min: 1, max: 3 })
  const replies = buttons.map((button) => {
    if (button.type !== 'reply')
      throw new GraphError(131009, `The type of every item of ${path} must be "reply".`)
    return objectAt(button, 'reply', `${path}['reply']`)
  })
  const ids = replies.map((reply) => textAt(reply, 'id', { path: `${path}['reply']['id']`, max: 256 }))
  const titles = replies.map((reply) =>
    textAt(reply, 'title', { path: `${path}['reply']['title']`, max: 20 }),
  )
  if (ids.some((id) => id !== id.trim())) {
    throw new GraphError(131009, `${path}['reply']['id'] must not begin or end with a space.`)
  }
  unique(ids, `${path}['reply']['id']`)
  unique(titles, `${path}['reply']['title']`)
}

function checkList(action: Fields): void {
  textAt(action, 'button', { path: "interactive['action']['button']", max: 20 })
  const path = "interactive['action']['sections']"
  const sections = listAt(action, 'sections', { path, min: 1, max: 10 })
  const ids: string[] = []
  for (const section of sections) {
    const title = { path: `${path}['title']`, max: 24 }
    if (sections.length > 1) textAt(section, 'title', title)
    else optionalTextAt(section, 'title', title)
    for (const row of listAt(section, 'rows', { path: `${path}['rows']`, min: 1, max: 10 })) {
      ids.push(textAt(row, 'id', { path: `${path}['rows']['id']`, max: 200 }))
      textAt(row, 'title', { path: `${path}['rows']['title']`, max: 24 })
      optionalTextAt(row, 'description', { path: `${path}['rows']['description']`, max: 72 })
    }
  }
  if (ids.length > 10) {
    throw new GraphError(
      131009,
      `Total row count exceeds the maximum allowed. Max count: 10, given: ${ids.length}`,
    )
  }
  unique(ids, `${path}['rows']['id']`)
}

function checkLink(action: Fields): void {
  const parameters = objectAt(action, 'parameters', "interactive['action']['parameters']")
  textAt(parameters, 'display_text', { path: "interactive['action']['parameters']['display_text']", max: 20 })
  textAt(parameters, 'url', { path: "interactive['action']['parameters']['url']", max: 2000 })
}

/** https://developers.facebook.com/docs/whatsapp/flows/guides/sendingaflow */
function checkFlow(action: Fields): void {
  const path = "interactive['action']['parameters']"
  const parameters = objectAt(action, 'parameters', path)
  textAt(parameters, 'flow_message_version', { path: `${path}['flow_message_version']`, max: 8 })
  textAt(parameters, 'flow_cta', { path: `${path}['flow_cta']`, max: 30 })
  optionalTextAt(parameters, 'flow_token', { path: `${path}['flow_token']`, max: 200 })
  if ((parameters.flow_id === undefined) === (parameters.flow_name === undefined)) {
    throw new GraphError(131008, `Exactly one of ${path}['flow_id'] and ${path}['flow_name'] is required.`)
  }
  if (parameters.flow_action_payload === undefined) return
  const at = `${path}['flow_action_payload']`
  const payload = objectAt(parameters, 'flow_action_payload', at)
  if (parameters.flow_action === 'data_exchange') {
    throw new GraphError(131009, `Param ${at} must be left out when the flow_action is data_exchange.`)
  }
  optionalTextAt(payload, 'screen', { path: `${at}['screen']`, max: 200 })
  if (payload.data === undefined) return
  if (Object.keys(objectAt(payload, 'data', `${at}['data']`)).length === 0) {
    throw new GraphError(131009, `Param ${at}['data'] must be a non-empty object.`)
  }
}
