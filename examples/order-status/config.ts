import { z } from '@hilo/sdk'

export const config = z.object({
  shopUrl: z.url().describe("The address of the shop's API."),
})
export type Config = z.output<typeof config>
