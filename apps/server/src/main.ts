import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Simulators, startSimulators } from '@hilo/simulators'
import { type Ground, openGround, startApp } from './app.ts'
import { type Config, readConfig } from './config.ts'
import { refuseSecond } from './db/embedded/owner.ts'
import { DEMO_ACCOUNTS, DEMO_PEOPLE, DIRECT_CHANNELS } from './demo/accounts.ts'
import { type DemoBundle, readDemoBundle } from './demo/bundle.ts'
import { letDemoWord } from './demo/file-words.ts'
import { demoForm } from './demo/form.ts'
import { DEMO_EMAIL, DEMO_NUMBER, type Demo, seedDemo } from './demo/seed.ts'
import { demoTemplates } from './demo/templates.ts'
import { plantSync } from './domain/template/plant-sync.ts'
import { explainStart } from './explain-start.ts'
import { type Needed, refuseTaken } from './refuse-taken.ts'

/**
 * Starts the server: configuration, database, workers, HTTP. In development also the simulators and the demo
 * org, which a production start never touches.
 */

type Running = { url: string; stop(): Promise<void> }

/** Where phones, services and the demo site listen. */
const SIMULATORS = { host: '127.0.0.1', who: 'the simulators', setting: 'HILO_SIMULATORS_PORT' }

const say = (sentence: string) => process.stderr.write(`${sentence}\n`)

async function start(): Promise<Running> {
  const config = readConfig(process.env)
  await refuseTaken(portsOf(config)).catch((error) => {
    // Most often it is this very installation that has them.
    refuseSecond(config.dataDir)
    throw error
  })
  return config.simulators ? startWithSimulators(config, config.simulators.port) : startAlone(config)
}

function portsOf({ port, host, simulators }: Config): Needed[] {
  return [
    { port, host, who: 'Hilo', setting: 'PORT' },
    ...(simulators ? [{ ...SIMULATORS, port: simulators.port }] : []),
  ]
}

async function startAlone(config: Config): Promise<Running> {
  const ground = await openGround(config, say)
  const app = await startApp(ground, null).catch((error) => ground.close().then(() => Promise.reject(error)))
  return { url: config.publicUrl, stop: app.stop }
}

async function startWithSimulators(base: Config, port: number): Promise<Running> {
  const stateFile = join(base.dataDir, 'simulators.json')
  if (!existsSync(stateFile)) say('Making the database and the demo org, once: some ten seconds ...')
  const simulators = await startSimulators({ port, stateFile }).catch((error: Error) => {
    // Somebody took the port since it was looked at.
    throw new Error(`${error.message} Set ${SIMULATORS.setting}.`, { cause: error })
  })
  const { graphUrl, instagramUrl: instagramGraphUrl, instagramLoginUrl, url } = simulators
  const config = {
    ...base,
    graphUrl,
    instagramGraphUrl,
    instagramLoginUrl,
    ai: base.ai ?? demoProvider(simulators),
    mail: base.mail ?? { url: simulators.smtpUrl, from: 'Casa Lumbre <hola@casa-lumbre.example>' },
    egressLoopback: [...base.egressLoopback, new URL(url).host],
  }
  try {
    const bundle = await readDemoBundle()
    const ground = await openGround(config, say)
    try {
      const { demo, phones } = await seed(ground, simulators, bundle)
      if (!base.ai) await letDemoWord(ground.db, demo.orgId)
      const app = await startApp(ground, { phones, siteUrl: simulators.siteUrl, orgId: demo.orgId })
      await connect(simulators, { demo, serverUrl: config.publicUrl })
      await ground.db.flight(demo.orgId, [plantSync(demo.orgId, demo.inboxId)])
      const link = await ground.auth.oneTimeLink(DEMO_EMAIL, '/playground')
      return {
        url: link,
        async stop() {
          await app.stop()
          await simulators.close()
        },
      }
    } catch (error) {
      await ground.close()
      throw error
    }
  } catch (error) {
    await simulators.close()
    throw error
  }
}

/** Where the operator has set no provider, a simulated one writes, and says so in what it writes. */
function demoProvider({ openaiUrl: baseUrl }: Simulators): Config['ai'] {
  const models = { model: 'hilo-demo', embeddingModel: 'hilo-demo-embedding' }
  return { baseUrl, key: 'demo-key', ...models, isSimulated: true }
}

async function seed(ground: Ground, simulators: Simulators, bundle: DemoBundle) {
  const { calendarUrl, siteUrl, whatsapp } = simulators
  const demo = await seedDemo(ground, { bundle, calendarUrl, siteOrigin: new URL(siteUrl).origin })
  const known = await whatsapp.people({})
  if (known.length === 0) {
    await whatsapp.addPerson({ id: 'lucia', name: 'Lucía Méndez', phone: '59899123456' })
    await whatsapp.addPerson({ id: 'sam', name: 'Sam Carter', bsuid: true, username: 'sam.carter' })
  }
  for (const channel of DIRECT_CHANNELS) {
    const isNew = (await simulators[channel].people({})).length === 0
    if (isNew) await simulators[channel].addPerson(DEMO_PEOPLE[channel])
  }
  const channels = ['whatsapp', 'messenger', 'instagram'] as const
  const phones = await Promise.all(channels.map((channel) => phonesOn(simulators, channel)))
  return { demo, phones: phones.flat() }
}

async function phonesOn(simulators: Simulators, channel: 'whatsapp' | 'messenger' | 'instagram') {
  const people = await simulators[channel].people({})
  return people.map(({ id, name }) => ({ name, channel, url: simulators.phoneUrl(id, undefined, channel) }))
}

/** The number calls the server's webhook, so it is registered once the server answers. */
async function connect(
  simulators: Simulators,
  { demo, serverUrl }: { demo: Demo; serverUrl: string },
): Promise<void> {
  const { appSecret, verifyToken, accessToken, accessTokens, widgetKey } = demo
  const webhookUrl = `${serverUrl}/webhooks/meta/${DEMO_NUMBER.appId}`
  await simulators.whatsapp.registerNumber({
    ...DEMO_NUMBER,
    accessToken,
    webhookUrl,
    appSecret,
    verifyToken,
  })
  for (const channel of DIRECT_CHANNELS) {
    const account = { ...DEMO_ACCOUNTS[channel], name: DEMO_NUMBER.verifiedName, hasHumanAgent: true }
    const app = { webhookUrl, appSecret, verifyToken }
    await simulators[channel].registerAccount({ ...account, ...app, accessToken: accessTokens[channel] })
  }
  await addTemplates(simulators)
  await simulators.whatsapp.addFlow(demoForm())
  await simulators.setSite({ serverUrl, widgetKey })
}

/** Those that the simulated account does not have yet: what became of the others stays. */
async function addTemplates({ whatsapp }: Simulators): Promise<void> {
  const { wabaId } = DEMO_NUMBER
  const known = await whatsapp.templates({ wabaId })
  for (const template of demoTemplates()) {
    const { name, language } = template
    const isKnown = known.some((one) => one.name === name && one.language === language)
    if (!isKnown) await whatsapp.addTemplate({ wabaId, category: 'utility', ...template })
  }
}

function stopOnSignal(running: Running): void {
  let stopping = false
  const stop = () => {
    if (stopping) return
    stopping = true
    process.stdout.write('\n  Stopping, the database last ...\n')
    running.stop().then(
      () => {
        process.stdout.write('  Stopped. The data is kept for the next start.\n')
        process.exit(0)
      },
      (error) => {
        say(`The stop was not clean: ${error instanceof Error ? error.message : error}`)
        process.exit(1)
      },
    )
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
}

try {
  const running = await start()
  stopOnSignal(running)
  process.stdout.write(`\n  Hilo is ready.  Open  ${running.url}\n\n`)
} catch (error) {
  say(explainStart(error))
  process.exit(1)
}
