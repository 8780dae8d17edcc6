import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32, deflateRawSync, deflateSync } from 'node:zlib'
import { afterAll, describe, expect, test } from 'vitest'
import { createReader } from './reader.ts'
import type { Format, Reading } from './reading.ts'

const folder = mkdtempSync(join(tmpdir(), 'hilo-reader-'))
const reader = createReader(folder)
/** What never ends is not waited for half a minute here. */
const hasty = createReader(folder, { timeoutMs: 2_000 })
afterAll(() => {
  reader.close()
  hasty.close()
  rmSync(folder, { recursive: true })
})

const SMALL = Buffer.from('<w:document/>')
const BOMB = deflateSync(deflateSync(Buffer.alloc(1 << 28)))

function read(format: Format, bytes: string | Buffer, by = reader): Promise<Reading> {
  const url = format === 'html' ? 'https://shop.example/help/' : null
  return by.read({ format, name: `our_terms.${format}`, charset: null, url }, Buffer.from(bytes))
}

const firstOf = (reading: Reading) => (reading.type === 'pieces' ? reading.pieces[0] : reading)

describe('what is read', () => {
  test('of a page is its main text, with links that lead somewhere and rows that say what they are', async () => {
    const reading = await read(
      'html',
      `<html lang="es-AR"><title>Envíos | Tienda</title><header>Menú</header><nav><a href="/all">All</a></nav>
       <main><h1>Envíos</h1><p>Tardan <a href="../plazos#x">tres días</a>, <a href="javascript:x()">o más</a>.
       <table><tr><th>País<th>Precio<tr><td>Chile<td>10</table><script>bad()</script></main><footer>Pie</footer>`,
    )

    expect(reading).toMatchObject({ links: ['https://shop.example/all', 'https://shop.example/plazos#x'] })
    expect(firstOf(reading)).toMatchObject({
      ...{ title: 'Envíos', language: 'es-AR' },
      body: 'Tardan [tres días](https://shop.example/plazos#x), o más.\n\n- País: Chile; Precio: 10',
    })
  })

  test('of a PDF are its headings and paragraphs, its lines and parted words one again', async () => {
    const text =
      'BT /F1 24 Tf 72 700 Td (Refunds) Tj ET BT /F1 12 Tf 72 670 Td (Money is back within thir-) Tj ' +
      '0 -14 Td (ty days.) Tj 0 -40 Td (Call us.) Tj ET'

    const body = '## Refunds\n\nMoney is back within thirty days.\n\nCall us.'
    expect(firstOf(await read('pdf', aPdf(deflateSync(text), '/FlateDecode')))).toMatchObject({
      ...{ title: 'our terms', body },
    })
  })

  test('of a document of Word are its headings and paragraphs', async () => {
    expect(
      firstOf(await read('docx', aDocx('<w:p><w:r><w:t>Within ten days.</w:t></w:r></w:p>'))),
    ).toMatchObject({ title: 'Returns', body: 'Within ten days.' })
  })

  test.each([
    [
      'question,answer,alternates\n"Open, today?",Yes,now?|still?\n,\nOpen?,',
      'Open, today?',
      'Yes',
      ['now?', 'still?'],
    ],
    ['Product;Price\nTable;10', 'our terms', 'Product: Table; Price: 10', []],
  ])('of the table %j', async (text, ...expected) => {
    const [title, body, alternates] = expected
    expect(firstOf(await read('csv', text))).toMatchObject({ title, body, alternates })
  })

  test.each([
    ['Windows-1252', Buffer.from('Envío: 10 \x80', 'latin1'), 'Envío: 10 €'],
    ['UTF-16', Buffer.from('\ufeffEnvío', 'utf16le'), 'Envío'],
    ['UTF-8 with what nobody sees', Buffer.from('\ufeffEnv\u0000ío\r\nHoy'), 'Envío\nHoy'],
  ])('of a text in %s', async (_, bytes, body) => {
    expect(firstOf(await read('text', bytes))).toMatchObject({ body })
  })

  test('of a long text are several articles, each the same when another changes', async () => {
    const blocks = Array.from({ length: 200 }, (_, index) => `${index} ${'word '.repeat(200)}`)

    const reading = await read('text', blocks.join('\n\n'))

    if (reading.type !== 'pieces') throw new Error(JSON.stringify(reading))
    expect(reading.pieces.map(({ key }) => key)).toEqual(['', 'part 2', 'part 3', 'part 4'])
    expect(reading.pieces.map(({ body }) => body).join('\n\n')).toHaveLength(blocks.join('\n\n').length)
  })
})

describe('what is hostile', () => {
  test.each<[{ what: string; format: Format; bytes: () => string | Buffer; fault: string }]>([
    [{ what: 'a PDF that is none', format: 'pdf', bytes: () => '%PDF-1.7 nothing', fault: 'unreadable' }],
    [{ what: 'a large archive', format: 'docx', bytes: () => aDocx('', SMALL, 200 << 20), fault: 'bomb' }],
    [{ what: 'a page of nothing', format: 'html', bytes: () => '<script>x()</script>', fault: 'empty' }],
    [{ what: 'a long table', format: 'csv', bytes: () => 'a,b\n'.repeat(6_000), fault: 'many_rows' }],
  ])('$what is refused', async ({ format, bytes, fault }) => {
    expect(await read(format, bytes())).toEqual({ type: 'refused', fault })
  })

  // What it has too much of first is a matter of the machine.
  test.each<[{ what: string; format: Format; bytes: () => string | Buffer }]>([
    [{ what: 'an archive that lies', format: 'docx', bytes: () => aDocx('', Buffer.alloc(1 << 28), 10) }],
    [{ what: 'a page of brackets', format: 'html', bytes: () => '<div>'.repeat(100_000) }],
    [
      {
        what: 'a PDF that unpacks twice',
        format: 'pdf',
        bytes: () => aPdf(BOMB, '[/FlateDecode /FlateDecode]'),
      },
    ],
  ])('$what ends its process, and the next one reads', async ({ format, bytes }) => {
    const reading = await read(format, bytes(), hasty)

    expect(reading).toEqual({ type: 'refused', fault: expect.stringMatching(/^(memory|slow|unreadable)$/) })
    const next = async () => firstOf(await read('text', 'Fine.', hasty))
    // On a busy machine its start alone may take as long.
    await expect.poll(next, { timeout: 15_000 }).toMatchObject({ body: 'Fine.' })
  })

  test('has no way out: what it names is not fetched', async () => {
    const page =
      '<link rel="stylesheet" href="http://127.0.0.1:1/x"><img src="http://127.0.0.1:1/y"><p>Words</p>'

    expect(firstOf(await read('html', page))).toMatchObject({ body: 'Words' })
  })
})

function aPdf(content: Buffer, filter: string): Buffer {
  const font = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>'
  const page =
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 5 0 R /Resources << /Font << /F1 4 0 R >> >> >>'
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    page,
    font,
  ]
  const head = objects.map((object, index) => `${index + 1} 0 obj\n${object}\nendobj\n`).join('')
  const stream = `5 0 obj\n<< /Length ${content.length} /Filter ${filter} >>\nstream\n`
  const end = '\nendstream\nendobj\ntrailer << /Root 1 0 R /Size 6 >>\n%%EOF'
  return Buffer.concat([Buffer.from(`%PDF-1.4\n${head}${stream}`), content, Buffer.from(end)])
}

/** `whole` in the place of its text; `claimed` is how long the archive says that it is. */
function aDocx(paragraphs: string, whole?: Buffer, claimed?: number): Buffer {
  const office = 'http://schemas.openxmlformats.org'
  const type = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'
  const relation = 'officeDocument/2006/relationships/officeDocument'
  const heading = '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Returns</w:t></w:r></w:p>'
  const text = `<w:document xmlns:w="${office}/wordprocessingml/2006/main"><w:body>${heading}${paragraphs}</w:body></w:document>`
  return anArchive([
    {
      name: '[Content_Types].xml',
      data: Buffer.from(
        `<Types xmlns="${office}/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="${type}"/></Types>`,
      ),
    },
    {
      name: '_rels/.rels',
      data: Buffer.from(
        `<Relationships xmlns="${office}/package/2006/relationships"><Relationship Id="r" Type="${office}/${relation}" Target="word/document.xml"/></Relationships>`,
      ),
    },
    { name: 'word/document.xml', data: whole ?? Buffer.from(text), claimed },
  ])
}

type Entry = { name: string; data: Buffer; claimed?: number | undefined }

function anArchive(entries: Entry[]): Buffer {
  const files: Buffer[] = []
  const list: Buffer[] = []
  let at = 0
  for (const { name, data, claimed = data.length } of entries) {
    const packed = deflateRawSync(data)
    const fields = Buffer.alloc(26)
    fields.writeUInt16LE(20, 0)
    fields.writeUInt16LE(8, 4)
    fields.writeUInt32LE(crc32(data), 10)
    fields.writeUInt32LE(packed.length, 14)
    fields.writeUInt32LE(claimed, 18)
    fields.writeUInt16LE(name.length, 22)
    const place = Buffer.alloc(14)
    place.writeUInt32LE(at, 10)
    const file = Buffer.concat([Buffer.from('PK\x03\x04'), fields, Buffer.from(name), packed])
    list.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), fields, place, Buffer.from(name)]))
    files.push(file)
    at += file.length
  }
  const table = Buffer.concat(list)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(entries.length, 4)
  end.writeUInt16LE(entries.length, 6)
  end.writeUInt32LE(table.length, 8)
  end.writeUInt32LE(at, 12)
  return Buffer.concat([...files, table, Buffer.from('PK\x05\x06'), end])
}
