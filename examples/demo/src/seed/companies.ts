/** How far a company has come after two weeks. */
export type Stage = 'signed-up' | 'project' | 'connected' | 'automated' | 'customer'

export interface Company {
  readonly id: string
  readonly name: string
  readonly domain: string
  readonly industry: string
  readonly country: string
  readonly timezone: string
  readonly employees: number
  readonly stage: Stage
  /** People of it that use the product. */
  readonly people: number
  /** Days before now that the first of them signed up. */
  readonly signedUpDaysAgo: number
}

type Row = readonly [
  name: string,
  industry: string,
  place: keyof typeof places,
  employees: number,
  stage: Stage,
  people: number,
  daysAgo: number,
]

const places = {
  gb: ['United Kingdom', 'Europe/London'],
  de: ['Germany', 'Europe/Berlin'],
  nl: ['Netherlands', 'Europe/Amsterdam'],
  no: ['Norway', 'Europe/Oslo'],
  es: ['Spain', 'Europe/Madrid'],
  us: ['United States', 'America/New_York'],
  ca: ['Canada', 'America/Toronto'],
  il: ['Israel', 'Asia/Jerusalem'],
} as const

/** Forty companies, two hundred people. The first four are those whose people one may sign in as. */
const rows: readonly Row[] = [
  ['Ottermill Robotics', 'Robotics', 'gb', 64, 'signed-up', 4, 2.2],
  ['Palegrove Health', 'Health', 'nl', 120, 'connected', 7, 8.1],
  ['Two Ferns Studio', 'Design', 'no', 6, 'connected', 2, 5.4],
  ['Silverbank Logistics', 'Logistics', 'us', 310, 'automated', 12, 11.2],
  ['Hearthlight Energy', 'Energy', 'de', 240, 'customer', 14, 13.4],
  ['Kestrel & Vane', 'Insurance', 'gb', 180, 'customer', 10, 13.1],
  ['Bluetarn Software', 'Software', 'ca', 75, 'customer', 9, 12.6],
  ['Marrow Street Foods', 'Food', 'us', 52, 'customer', 6, 12.2],
  ['Northpass Mobility', 'Transport', 'de', 420, 'automated', 13, 10.3],
  ['Lumen Orchard', 'Agriculture', 'es', 38, 'automated', 6, 9.4],
  ['Fathom Reef Analytics', 'Software', 'il', 85, 'automated', 8, 9.1],
  ['Copperfield Bikes', 'Retail', 'nl', 46, 'automated', 5, 7.2],
  ['Tallgrass Media', 'Media', 'us', 28, 'automated', 5, 6.3],
  ['Wrenhouse Legal', 'Legal', 'gb', 150, 'automated', 6, 5.2],
  ['Paper Kite Games', 'Games', 'ca', 9, 'automated', 4, 8.3],
  ['Salt & Signal', 'Consulting', 'es', 12, 'automated', 3, 6.1],
  ['Pocket Harbour', 'Travel', 'no', 15, 'automated', 3, 10.1],
  ['Brightwater Labs', 'Software', 'us', 95, 'connected', 7, 11.4],
  ['Fernhill Schools', 'Education', 'gb', 210, 'connected', 6, 10.2],
  ['Quarry Lane Bank', 'Finance', 'de', 640, 'connected', 8, 9.3],
  ['Stonecrop Garden', 'Retail', 'nl', 33, 'connected', 4, 7.4],
  ['Vellum Press', 'Media', 'ca', 22, 'connected', 4, 4.2],
  ['Amberjack Shipping', 'Logistics', 'no', 130, 'project', 5, 12.3],
  ['Clearfen Water', 'Utilities', 'gb', 260, 'project', 5, 11.1],
  ['Daybreak Clinics', 'Health', 'us', 88, 'project', 5, 10.4],
  ['Elmsworth Homes', 'Property', 'gb', 41, 'project', 3, 9.2],
  ['Foxglove Films', 'Media', 'es', 14, 'project', 3, 8.2],
  ['Gravelbar Outdoor', 'Retail', 'ca', 57, 'project', 4, 7.3],
  ['Hollow Oak Audio', 'Audio', 'us', 19, 'project', 2, 6.2],
  ['Inkwell Academy', 'Education', 'il', 30, 'project', 3, 5.3],
  ['Junction Nine', 'Software', 'de', 72, 'project', 4, 4.3],
  ['Kilnworks Ceramics', 'Manufacturing', 'nl', 110, 'project', 3, 3.4],
  ['Larkspur Travel', 'Travel', 'us', 26, 'project', 2, 2.4],
  ['Meridian Tea', 'Food', 'gb', 8, 'project', 2, 1.3],
  ['Nightjar Security', 'Security', 'il', 48, 'signed-up', 3, 9.6],
  ['Oxbow Timber', 'Manufacturing', 'no', 77, 'signed-up', 2, 7.6],
  ['Plover Post', 'Logistics', 'de', 16, 'signed-up', 2, 6.4],
  ['Riverstone Fitness', 'Sport', 'us', 34, 'signed-up', 2, 4.4],
  ['Sandpiper Studio', 'Design', 'es', 11, 'signed-up', 2, 1.2],
  ['Thistle & Thread', 'Fashion', 'gb', 21, 'signed-up', 2, 0.4],
]

const slug = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')

const read = ([name, industry, place, employees, stage, people, signedUpDaysAgo]: Row): Company => {
  const [country, timezone] = places[place]
  const id = slug(name)
  const domain = `${id.replaceAll('-', '')}.example`
  return {
    id,
    name,
    domain,
    industry,
    country,
    timezone,
    employees,
    stage,
    people,
    signedUpDaysAgo,
  }
}

export const companies: readonly Company[] = rows.map(read)
