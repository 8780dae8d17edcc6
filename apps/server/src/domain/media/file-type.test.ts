import { describe, expect, test } from 'vitest'
import { brokenPromise, kindOfType, typeOfFile } from './file-type.ts'

const bytes = (text: string) => Buffer.from(text, 'latin1')

describe('the type of a file', () => {
  test.each([
    ['\xff\xd8\xff\xe0..JFIF', 'x', 'image/jpeg', 'image'],
    ['\x89PNG\r\n\x1a\n', 'x', 'image/png', 'image'],
    ['\x89PNG\r\n\x1a\n', 'a.pdf', 'image/png', 'image'],
    ['GIF89a', 'x', 'image/gif', 'document'],
    ['RIFF....WEBPVP8 ', 'x', 'image/webp', 'document'],
    ['\0\0\0\x18ftypisom', 'x', 'video/mp4', 'video'],
    ['\0\0\0\x18ftyp3gp5', 'x', 'video/3gpp', 'video'],
    ['\0\0\0\x18ftypM4A ', 'x', 'audio/mp4', 'audio'],
    ['\0\0\0\x18ftypqt  ', 'x', 'video/quicktime', 'document'],
    ['\0\0\0\x18ftypheic', 'x', 'image/heic', 'document'],
    ['ID3\x04', 'x', 'audio/mpeg', 'audio'],
    ['\xff\xfb\x90\x00', 'x', 'audio/mpeg', 'audio'],
    ['\xff\xf1\x50\x80', 'x', 'audio/aac', 'audio'],
    ['#!AMR\n', 'x', 'audio/amr', 'audio'],
    ['OggS\0\x02....OpusHead', 'x', 'audio/ogg', 'audio'],
    ['OggS\0\x02....\x01vorbis', 'x', 'application/ogg', 'document'],
    ['%PDF-1.7', 'x', 'application/pdf', 'document'],
    ['PK\x03\x04', 'x.zip', 'application/zip', 'document'],
    ['\xd0\xcf\x11\xe0', 'x.XLS', 'application/vnd.ms-excel', 'document'],
    ['<!doctype html><script>', 'x.html', 'text/plain', 'document'],
    ['<svg onload="alert(1)">', 'x.svg', 'text/plain', 'document'],
    ['caf\xe9;1\r\n', 'x.csv', 'text/plain', 'document'],
    ['MZ\x90\0', 'x.png', 'application/octet-stream', 'document'],
  ])('%j named %s is %s', (...[start, name, mimeType, kind]) => {
    expect(typeOfFile(bytes(start), name)).toBe(mimeType)
    expect(kindOfType(mimeType)).toBe(kind)
  })

  test('of an Office document is the one that its name says, where the bytes allow it', () => {
    expect(typeOfFile(bytes('PK\x03\x04'), 'a.docx')).toMatch(/wordprocessingml/)
    expect(typeOfFile(bytes('%PDF-'), 'a.docx')).toBe('application/pdf')
  })
})

test.each([
  ['photo.PNG', 'picture'],
  ['bill.pdf', 'PDF'],
  ['song.mp3', 'sound'],
  ['film.mp4', 'video'],
  ['notes.txt', null],
  ['page.html', null],
])('a text that is named %s breaks its promise of a %s', (name, promise) => {
  expect(brokenPromise('text/plain', name)).toBe(promise)
  expect(brokenPromise('image/jpeg', name)).toBeNull()
})
