/** A company as the app knows it. */
export interface Company {
  readonly id: string
  readonly name: string
  readonly industry: string
  readonly country: string
  readonly employees: number
}

export interface User {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly role: string
  readonly company: Company
}

/** Somebody to sign in as, and how far the company was when history ended. */
export interface Persona extends User {
  readonly reached: 'nothing' | 'code' | 'all'
  readonly about: string
}

export const personas: readonly Persona[] = [
  {
    id: 'danielle-okafor',
    name: 'Danielle Okafor',
    email: 'danielle.okafor@ottermillrobotics.example',
    role: 'Product manager',
    company: {
      id: 'ottermill-robotics',
      name: 'Ottermill Robotics',
      industry: 'Robotics',
      country: 'United Kingdom',
      employees: 64,
    },
    reached: 'nothing',
    about: 'Signed up two days ago and has no project yet. The whole way lies ahead.',
  },
  {
    id: 'tomas-herrera',
    name: 'Tomás Herrera',
    email: 'tomas.herrera@palegrovehealth.example',
    role: 'Engineering lead',
    company: {
      id: 'palegrove-health',
      name: 'Palegrove Health',
      industry: 'Health',
      country: 'Netherlands',
      employees: 120,
    },
    reached: 'code',
    about: 'Connected the code and stalled. One automation away from being a lead.',
  },
  {
    id: 'ingrid-solheim',
    name: 'Ingrid Solheim',
    email: 'ingrid.solheim@twofernsstudio.example',
    role: 'Founder',
    company: {
      id: 'two-ferns-studio',
      name: 'Two Ferns Studio',
      industry: 'Design',
      country: 'Norway',
      employees: 6,
    },
    reached: 'code',
    about: 'Just as far, but a company of six: whatever she does, nobody in sales is called.',
  },
  {
    id: 'priya-raman',
    name: 'Priya Raman',
    email: 'priya.raman@silverbanklogistics.example',
    role: 'Head of product',
    company: {
      id: 'silverbank-logistics',
      name: 'Silverbank Logistics',
      industry: 'Logistics',
      country: 'United States',
      employees: 310,
    },
    reached: 'all',
    about: 'A lead since last week. Her board has something to tell her.',
  },
]

const slug = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)

/** Somebody new, of a new company; the end of the id keeps two visitors of the demo apart. */
export const newcomer = (name: string, company: string, employees: number): User => {
  const end = Math.random().toString(36).slice(2, 7)
  const id = `${slug(company) || 'company'}-${end}`
  const domain = `${id.replaceAll('-', '')}.example`
  return {
    id: `${slug(name) || 'somebody'}-${end}`,
    name,
    email: `${slug(name).replaceAll('-', '.') || 'somebody'}@${domain}`,
    role: 'Product manager',
    company: { id, name: company, industry: 'Software', country: 'United Kingdom', employees },
  }
}
