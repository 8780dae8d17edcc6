import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isPublicAddress } from './address.ts'

describe('isPublicAddress', () => {
  test.each([
    ...['1.1.1.1', '8.8.8.8', '100.63.255.255', '100.128.0.1', '172.15.0.1', '172.32.0.1', '192.167.1.1'],
    ...['223.255.255.255', '2606:4700:4700::1111', '2a00:1450:4009:80b::200e'],
  ])('accepts %s', (address) => {
    expect(isPublicAddress(address)).toBe(true)
  })

  test.each([
    ...[
      '127.0.0.1',
      '127.255.255.254',
      '10.0.0.1',
      '172.16.0.1',
      '172.31.255.255',
      '192.168.1.1',
      '100.64.0.1',
    ],
    ...['169.254.169.254', '100.100.100.200', '0.0.0.0', '0.1.2.3', '224.0.0.1', '239.1.1.1', '240.0.0.1'],
    ...[
      '255.255.255.255',
      '192.0.0.8',
      '192.0.2.1',
      '198.18.0.1',
      '198.51.100.1',
      '203.0.113.1',
      '192.88.99.1',
    ],
    ...[
      '::',
      '::1',
      '0:0:0:0:0:0:0:1',
      '::ffff:127.0.0.1',
      '::ffff:7f00:1',
      '0:0:0:0:0:ffff:7f00:1',
      '::127.0.0.1',
    ],
    ...['::ffff:8.8.8.8', '2002:7f00:1::', '2002:808:808::', '64:ff9b::7f00:1', '64:ff9b:1::1', '2001::1'],
    ...[
      '2001:db8::1',
      'fc00::1',
      'fd00:ec2::254',
      'fe80::1',
      'fe81::1',
      'febf::1',
      'fec0::1',
      'ff02::1',
      '3fff::1',
    ],
    ...[
      '100::1',
      '5f00::1',
      '',
      'localhost',
      '127.1',
      '0x7f000001',
      '2130706433',
      '1.1.1.1.1',
      'fe80::1%eth0',
    ],
  ])('refuses %j', (address) => {
    expect(isPublicAddress(address)).toBe(false)
  })

  test('refuses every way to write an IPv4 address within IPv6', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.constantFrom('::ffff:', '::', '64:ff9b::'), (address, prefix) => {
        expect(isPublicAddress(`${prefix}${address}`)).toBe(false)
      }),
    )
  })
})
