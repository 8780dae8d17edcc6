import { createBusinesses } from './businesses.ts'
import type { SimulatorControls, WhatsAppControl } from './control/client.ts'
import { clockCommands } from './control/clock-commands.ts'
import { inProcess } from './control/command.ts'
import { controlRoutes } from './control/routes.ts'
import { controlPageRoutes } from './control-page/routes.ts'
import { createDirect } from './direct.ts'
import { bytes } from './http/answer.ts'
import { route } from './http/route.ts'
import { serve } from './http/server.ts'
import { phoneLive, whatsappLive } from './phone/live.ts'
import { phoneRoutes } from './phone/routes.ts'
import { setupCommands } from './setup/commands.ts'
import { setupRoutes } from './setup/routes.ts'
import { createSetup } from './setup/setup.ts'
import { siteCommands } from './site/commands.ts'
import { type Site, siteRoutes } from './site/routes.ts'
import { whatsappCommands } from './whatsapp/commands.ts'
import { createWorld } from './whatsapp/create-world.ts'
import { graphRoutes } from './whatsapp/graph-routes.ts'

export type SimulatorOptions = {
  /** 0 takes any free port. */
  port?: number
  host?: string
  /** Where phones, messages and what services hold are kept; without it they end with the process. */
  stateFile?: string
}

export type Simulators = SimulatorControls & {
  url: string
  port: number
  /** What a client of WhatsApp, Messenger or a linked Instagram account takes for `https://graph.facebook.com`. */
  graphUrl: string
  /** What an Instagram client takes for `https://graph.instagram.com`. */
  instagramUrl: string
  /** What it takes for `https://api.instagram.com`. */
  instagramLoginUrl: string
  calendarUrl: string
  shopUrl: string
  appointmentsUrl: string
  crmUrl: string
  documentsUrl: string
  /** What a client takes for `https://api.openai.com/v1`; the key is `demo-key`. */
  openaiUrl: string
  siteUrl: string
  /** Where mails are handed over; the page `/mail` shows them. */
  smtpUrl: string
  /** The page of one phone; `lang` is `en` or `es`. */
  phoneUrl(personId: string, lang?: string, channel?: 'whatsapp' | 'messenger' | 'instagram'): string
  addApp: WhatsAppControl['addApp']
  setSite(site: Site): Promise<void>
  /** Ends timers and connections; whatever was to be kept is on the disk when it resolves. */
  close(): Promise<void>
}

/**
 * Starts Meta in a box, the services of businesses and the demo site on one port. For development, demos and
 * tests: nothing in it asks who is calling.
 *
 * @throws Error when the port is taken or the state file cannot be read, in words for the person who started
 * it.
 */
export async function startSimulators(options: SimulatorOptions = {}): Promise<Simulators> {
  const { stateFile, host = '127.0.0.1', port = 0 } = options
  let url = ''
  const world = createWorld({ stateFile, url: () => url })
  const direct = createDirect({ stateFile, clock: world.clock, url: () => url })
  const setup = createSetup({ whatsapp: world, ...direct.worlds })
  const businesses = createBusinesses(stateFile)
  const demo: { site: Site | null } = { site: null }

  const routes = [
    ...setupRoutes(setup),
    ...direct.routes,
    ...graphRoutes(world),
    ...controlRoutes('whatsapp', whatsappCommands, world),
    ...controlRoutes('setup', setupCommands, setup),
    ...controlRoutes('site', siteCommands, demo),
    ...controlRoutes('clock', clockCommands, world.clock),
    ...businesses.routes,
    ...phoneRoutes(world),
    ...controlPageRoutes(),
    ...siteRoutes(() => demo.site),
    route('GET', '/', () => ({ ...bytes('text/plain', ''), status: 302, headers: { location: '/phones' } })),
  ]
  const http = await serve(routes, host, port)
  url = http.url
  const smtpUrl = await businesses.openMail(host)
  const live = phoneLive(http.server, { whatsapp: whatsappLive(world), ...direct.live })

  const whatsapp = inProcess(whatsappCommands, world)
  const site = inProcess(siteCommands, demo)
  return {
    ...{ url, smtpUrl, port: http.port },
    ...addressesAt(url),
    phoneUrl: (personId, lang, channel = 'whatsapp') =>
      `${url}/phones/${channel}/${encodeURIComponent(personId)}${lang === undefined ? '' : `?lang=${lang}`}`,
    whatsapp,
    site,
    ...direct.controls,
    setup: inProcess(setupCommands, setup),
    ...businesses.controls,
    clock: inProcess(clockCommands, world.clock),
    addApp: whatsapp.addApp,
    setSite: async (target) => {
      await site.setSite(target)
    },
    async close() {
      live.close()
      await http.close()
      await Promise.all([world.close(), direct.close(), businesses.close()])
    },
  }
}

function addressesAt(url: string) {
  return {
    graphUrl: `${url}/graph`,
    instagramUrl: `${url}/instagram`,
    instagramLoginUrl: `${url}/instagram`,
    calendarUrl: `${url}/calendar`,
    shopUrl: `${url}/shop`,
    appointmentsUrl: `${url}/appointments`,
    crmUrl: `${url}/crm`,
    documentsUrl: `${url}/documents`,
    openaiUrl: `${url}/openai/v1`,
    siteUrl: `${url}/site`,
  }
}
