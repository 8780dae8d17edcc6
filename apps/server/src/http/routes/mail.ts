import { api } from '@hilo/protocol'
import { type Route, route } from '../route.ts'

export const mailRoutes: Route[] = [route(api.getMailState, async (_, { mailer }) => mailer.state())]
