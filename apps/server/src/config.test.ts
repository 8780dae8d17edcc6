import { expect, test } from 'vitest'
import { readConfig } from './config.ts'

const read = (env: Record<string, string>) => readConfig({ HILO_SECRET: 'of a test', ...env })

test.each([
  ['PORT', 'abc', 'PORT is "abc" and must be a whole number from 0 to 65535.'],
  ['PORT', '65536', 'PORT is "65536" and must be a whole number from 0 to 65535.'],
  ['PORT', '-1', 'PORT is "-1" and must be a whole number from 0 to 65535.'],
  ['PORT', '0x10', 'PORT is "0x10" and must be a whole number from 0 to 65535.'],
  ['PORT', '4600.5', 'PORT is "4600.5" and must be a whole number from 0 to 65535.'],
  [
    'HILO_SIMULATORS_PORT',
    '1e3',
    'HILO_SIMULATORS_PORT is "1e3" and must be a whole number from 0 to 65535.',
  ],
  ['HILO_LOG_DAYS', '0', 'HILO_LOG_DAYS is "0" and must be a whole number from 1 to 3650.'],
  ['HILO_QUICK_TURNS', 'never', 'HILO_QUICK_TURNS is "never" and must be a whole number, at least 0.'],
  ['HILO_BACKEND_MEMORY_MB', '8', 'HILO_BACKEND_MEMORY_MB is "8" and must be a whole number, at least 64.'],
  [
    'HILO_MESSAGES_PER_MINUTE',
    ' ',
    'HILO_MESSAGES_PER_MINUTE is " " and must be a whole number, at least 1.',
  ],
  ['HILO_SIMULATORS', 'true', 'HILO_SIMULATORS is "true" and must be on or off.'],
  [
    'HILO_AI_HOSTS',
    'http://10.0.0.7',
    'HILO_AI_HOSTS is "http://10.0.0.7" and must be hosts with their ports, such as 10.0.0.7:11434,models.lan:8000.',
  ],
  ['GRAPH_VERSION', '26', 'GRAPH_VERSION is "26" and must be a version, such as v26.0.'],
])('%s=%s is refused with what it may be', (name, value, sentence) => {
  expect(() => read({ [name]: value })).toThrow(`${sentence} Set it so, or leave it out for the default.`)
})

test('an address that is wrong is named and not shown: it may hold a password', () => {
  expect(() => read({ DATABASE_URL: 'mysql://hilo:hunter2@db' })).toThrow(
    /^DATABASE_URL must begin with postgres:\/\/\. Set it so/,
  )
  expect(() => read({ PUBLIC_URL: 'hilo.example.com' })).toThrow(/^PUBLIC_URL must be a whole address/)
})

test.each([
  [{ HILO_AI_KEY: 'sk-hunter2' }, /^Set HILO_AI_MODEL to the model that writes/],
  [{ HILO_AI_MODEL: 'gpt-4.1-mini' }, /^Set HILO_AI_KEY to a key of OpenAI, or HILO_AI_URL/],
  [{ HILO_AI_URL: 'llm.example.com', HILO_AI_MODEL: 'llama' }, /^HILO_AI_URL must be a whole address/],
])('half a provider of models is refused, without its key: %j', (env, sentence) => {
  expect(() => read(env as Record<string, string>)).toThrow(sentence)
})

test('the provider of models is OpenAI unless another address is set', () => {
  const set = { HILO_AI_KEY: 'k', HILO_AI_MODEL: 'm' }

  expect(read({}).ai).toBeNull()
  expect(read(set).ai).toEqual({ baseUrl: null, key: 'k', model: 'm', embeddingModel: null })
  expect(read({ ...set, HILO_AI_URL: 'https://llm.example/v1/' }).ai?.baseUrl).toBe('https://llm.example/v1')
})

test('a number may have spaces around it, and what is empty is left out', () => {
  expect(read({ PORT: ' 4700 ', HILO_LOG_DAYS: '' })).toMatchObject({ port: 4700, logDays: 30 })
})

test('hosts of models are listed with their ports, and compared in small letters', () => {
  expect(read({}).aiHosts).toEqual([])
  expect(read({ HILO_AI_HOSTS: '10.0.0.7:11434,Models.lan,[fd00::1]:8000' }).aiHosts).toEqual([
    ...['10.0.0.7:11434', 'models.lan', '[fd00::1]:8000'],
  ])
})
