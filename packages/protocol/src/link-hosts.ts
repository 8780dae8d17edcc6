import { z } from 'zod'

/** So many can be added beside the org's own. */
export const LINK_HOSTS_MAX = 200

/** Where links in answers and articles may lead. A link to any other host is shown as its words. */
export const LinkHosts = z.object({
  /** Of the org's sources, and of the sites that its widgets stand on. */
  own: z.array(z.string()),
  /** Those that members added. */
  added: z.array(z.string()),
})
export type LinkHosts = z.infer<typeof LinkHosts>
