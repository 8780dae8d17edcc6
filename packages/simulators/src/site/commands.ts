import { z } from 'zod'
import { commandOf } from '../control/command.ts'
import type { Site } from './routes.ts'

const command = commandOf<{ site: Site | null }>()

/** What may be asked of the demo site. */
export const siteCommands = {
  setSite: command(z.object({ serverUrl: z.url(), widgetKey: z.string().min(1) }), (context, site) => {
    context.site = { ...site, serverUrl: site.serverUrl.replace(/\/$/, '') }
  }),
}
