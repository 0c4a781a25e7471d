import ipaddr from 'ipaddr.js'

const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3')

/**
 * Whether an IP address belongs to the public internet.
 *
 * Private, loopback, link-local, multicast, unspecified, carrier-grade NAT, reserved and documentation ranges are not; nor is
 * any IPv6 address that carries an IPv4 one (mapped, compatible, NAT64, 6to4, Teredo): a gateway would unwrap it behind the check.
 *
 * @example isPublicAddress('127.0.0.1') // false
 */
export const isPublicAddress = (text: string): boolean => {
  if (!ipaddr.isValid(text)) return false
  const address = ipaddr.parse(text)
  if (address.range() !== 'unicast') return false
  return address instanceof ipaddr.IPv4 || address.match(globalUnicast)
}
