import { HANDSET, raiseStage } from './stage.ts'
const stage = await raiseStage()
try {
  const { simulatorsUrl } = stage.stack
  const post = (subject: string, method: string, body: object) => fetch(`${simulatorsUrl}/control/${subject}/${method}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }).then((r) => r.text())
  console.log((await post('messenger', 'say', { personId: 'valentina', text: 'Hola, ¿tienen mesa?' })).slice(0, 200))
  console.log((await post('instagram', 'say', { personId: 'bruno', text: 'Buenas! mesa para 4' })).slice(0, 200))
  const p = await (await stage.member()).newPage()
  await p.goto(`${stage.stack.url}/playground`); await p.waitForTimeout(3000)
  await p.screenshot({ path: '/tmp/b/shots/pg.png' })
  const names = await p.getByRole('combobox').allTextContents().catch(() => [])
  console.log(names)
  await p.goto(`${stage.stack.url}/inbox`); await p.waitForTimeout(1500)
  await p.getByRole('link', { name: /Bruno/ }).first().click(); await p.waitForTimeout(1500)
  await p.screenshot({ path: '/tmp/b/shots/ig-inbox.png' })
  for (const [c, id] of [['messenger', 'valentina'], ['instagram', 'bruno']]) {
    const q = await (await stage.stranger()).newPage()
    await q.goto(`${simulatorsUrl}/phones/${c}/${id}`); await q.waitForTimeout(1200)
    await q.screenshot({ path: `/tmp/b/shots/phone-${c}.png` })
  }
  const t = await (await stage.member({ colorScheme: 'dark' })).newPage()
  await t.goto(`${stage.stack.url}/templates`); await t.waitForTimeout(1500)
  await t.screenshot({ path: '/tmp/b/shots/templates-dark.png' }); console.log(t.url())
  console.log(stage.complaints)
} finally { await stage.close() }
