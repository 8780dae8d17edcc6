import { expect, test } from 'vitest'
import { disposition } from './filename.ts'

const named = (filename: string | null, mimeType = 'application/pdf') =>
  disposition(false, { filename, mimeType })

test.each([
  ['invoice.pdf', 'invoice.pdf', 'invoice.pdf'],
  ['../../etc/passwd', '_.._etc_passwd', '_.._etc_passwd'],
  ['C:\\x\\y.txt', 'C__x_y.txt', 'C__x_y.txt'],
  ['"; filename="evil.exe', '_; filename=_evil.exe', '_%3B%20filename%3D_evil.exe'],
  ['a\r\nset-cookie: x=1', 'aset-cookie_ x=1', 'aset-cookie_%20x%3D1'],
  ['photo\u202egpj.exe', 'photogpj.exe', 'photogpj.exe'],
  ['año.pdf', 'a_o.pdf', 'a%C3%B1o.pdf'],
  ['.bashrc', 'bashrc', 'bashrc'],
  ["it's (1).pdf", "it's (1).pdf", 'it%27s%20%281%29.pdf'],
  ['100%.pdf', '100_.pdf', '100%25.pdf'],
  ['\ud800x.pdf', 'x.pdf', 'x.pdf'],
])('%j becomes a name that harms nobody', (...[filename, plain, encoded]) => {
  expect(named(filename)).toBe(`attachment; filename="${plain}"; filename*=UTF-8''${encoded}`)
})

test.each([null, '', '...', '\u200b', ' . '])('%j is no name, so the type makes one', (filename) => {
  expect(named(filename)).toContain('filename="file.pdf"')
  expect(named(filename, 'application/x-strange')).toContain('filename="file.bin"')
})

test('a long name keeps its ending', () => {
  expect(named(`${'x'.repeat(4_000)}.pdf`)).toContain(`"${'x'.repeat(116)}.pdf"`)
})
