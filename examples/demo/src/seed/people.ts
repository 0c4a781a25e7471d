import type { Company } from './companies.ts'
import type { Random } from './random.ts'

export interface Person {
  readonly userId: string
  readonly name: string
  readonly email: string
  readonly role: string
  readonly company: Company
  /** The first of the company, who signs it up and drives it. */
  readonly founder: boolean
  /** Share of working days on which this person comes by. */
  readonly diligence: number
  /** Ids of this person's browsers, the first one the one that signed up. */
  readonly devices: readonly Device[]
  readonly hoursShift: number
}

export interface Device {
  readonly anonymousId: string
  readonly userAgent: string
}

const desktop: readonly [string, ...string[]] = [
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
  'Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15',
]

const phone: readonly [string, ...string[]] = [
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36',
]

/** Whom one may sign in as in the demo app. */
const leads = {
  'ottermill-robotics': { name: 'Danielle Okafor', role: 'Product manager' },
  'palegrove-health': { name: 'Tomás Herrera', role: 'Engineering lead' },
  'two-ferns-studio': { name: 'Ingrid Solheim', role: 'Founder' },
  'silverbank-logistics': { name: 'Priya Raman', role: 'Head of product' },
} as const

const founderRoles: readonly [string, ...string[]] = [
  'Founder',
  'Head of product',
  'Product manager',
  'Engineering lead',
]

const memberRoles: readonly [string, ...string[]] = [
  'Engineer',
  'Engineer',
  'Engineer',
  'Engineer',
  'Designer',
  'Product manager',
  'QA engineer',
  'Engineering lead',
  'Support lead',
  'Data analyst',
  'Marketing manager',
  'Operations manager',
]

const firstNames =
  `Ada Amara Anders Aisha Bela Benedikt Bruno Camille Carlos Chiara Claire Dalia Daniel Dev Elena Elif Emeka Emil Erik Esther
Farah Felix Fiona Gabriel Giulia Grace Hamza Hana Hannah Harriet Hugo Ibrahim Ines Isla Ivan Jakob Jasmin Joao Jonas Josie Julia Kai Karim
Katja Kenji Lara Lars Leila Leo Lina Luca Lucy Maja Marek Maria Marta Mateo Mei Mia Milan Mira Nadia Naomi Nils Nina Noah Noor Olga Oliver
Omar Oscar Paolo Petra Rafael Rania Rohan Rosa Ruth Sam Sara Sean Selma Simon Sofia Stefan Sven Tara Theo Tilda Uma Vera Viktor Wanda
Yael Yusuf Zoe`.split(/\s+/) as [string, ...string[]]

const lastNames =
  `Abbott Adeyemi Almeida Andersson Aziz Bakker Barros Becker Berg Bianchi Blake Bosch Brandt Brennan Byrne Castro Chen Cohen
Costa Dahl Danso Delgado Dietrich Doyle Egan Eriksen Falk Farouk Ferrari Fischer Fontaine Fuchs Gallo Garcia Grant Haddad Hansen Hart Hayashi
Holm Huber Hughes Iversen Jansen Jensen Kapoor Katz Keller Khan Kim Klein Kovacs Lang Larsen Levy Lindgren Lopez Lund Malik Marino Martin Mendes
Meyer Mitchell Moreau Moreno Nakamura Navarro Nielsen Nowak Oduya Okoro Olsen Orlov Park Patel Perez Peters Petrov Quinn Rahman Reyes Ricci
Romano Rossi Ruiz Sato Schmidt Shah Silva Singh Stone Suzuki Tan Torres Vance Varga Vogel Walsh Weber West Winter Wolf Young Ziegler`.split(
    /\s+/,
  ) as [string, ...string[]]

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()

const idOf = (name: string): string => plain(name).replace(/[^a-z]+/g, '-')

const devicesOf = (userId: string, random: Random): readonly Device[] => {
  const device = (nth: number, userAgent: string): Device => ({
    anonymousId: `anon-${userId}-${nth}`,
    userAgent,
  })
  const first = device(1, random.pick(desktop))
  return random.chance(0.35) ? [first, device(2, random.pick(phone))] : [first]
}

/** Everybody of a company, the founder first; no two people of the world share a name. */
export const peopleOf = (
  company: Company,
  random: Random,
  taken: Set<string>,
): readonly Person[] => {
  const lead = (leads as { readonly [id: string]: { name: string; role: string } })[company.id]
  const newName = (): string => {
    for (;;) {
      const name = `${random.pick(firstNames)} ${random.pick(lastNames)}`
      if (!taken.has(name)) return name
    }
  }
  return Array.from({ length: company.people }, (_, index) => {
    const founder = index === 0
    const name = founder && lead ? lead.name : newName()
    taken.add(name)
    const userId = idOf(name)
    return {
      userId,
      name,
      email: `${plain(name).replace(/[^a-z]+/g, '.')}@${company.domain}`,
      role: founder ? (lead?.role ?? random.pick(founderRoles)) : random.pick(memberRoles),
      company,
      founder,
      diligence: founder ? 0.85 : 0.25 + random.next() * 0.5,
      devices: devicesOf(userId, random.fork(userId)),
      hoursShift: random.between(-1, 1),
    }
  })
}
